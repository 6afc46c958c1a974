"""Seconds per epoch of ours, scikit-learn, the per-sample loop and the floors; test log-likelihood after equal time.

python -m benchmarks.training [--sizes 10 20 100 400] [--rounds 5] [--seconds 60] [--cores 1]
    [--only speed|likelihood]
"""

from __future__ import annotations

import argparse
from statistics import median

from rich.console import Console
from rich.table import Table

from . import contenders
from .equal_time import likelihood_table

TIMED = {
    "ours": contenders.ours,
    "sklearn f64": contenders.sklearn64,
    "sklearn f32": contenders.sklearn32,
    "5 products": contenders.products,
    "random numbers": contenders.random_numbers,
    "per-sample loop": contenders.per_sample_loop,
}
# (name, numerator, denominator, what we ask of the median at each size)
RATIOS = [
    ("sklearn f64 / ours", "sklearn f64", "ours", {10: ">= 3.3", 20: ">= 3.3", 100: ">= 3.3", 400: ">= 3.3"}),
    ("sklearn f32 / ours", "sklearn f32", "ours", {10: ">= 2", 20: ">= 2", 100: ">= 2", 400: ">= 1.75"}),
    ("ours / 5 products", "ours", "5 products", {100: "<= 1.5", 400: "<= 1.3"}),
    ("loop / ours", "per-sample loop", "ours", {}),
]


def measure(sizes: list[int], rounds: int) -> dict[int, dict[str, list[float]]]:
    """Seconds per epoch for each size and contender, a list of one number a round; the contenders take turns."""
    processes = {name: contenders.own_process(threads=1) for name in TIMED}
    times = {size: {name: [] for name in TIMED} for size in sizes}
    for size in sizes:
        for turn in range(rounds + 1):  # the first turn reads the data and warms up
            for name, contender in TIMED.items():
                elapsed = processes[name].submit(contender, size).result()
                if turn > 0:
                    times[size][name].append(elapsed)
    for process in processes.values():
        process.shutdown()
    return times


def speed_tables(times: dict[int, dict[str, list[float]]]) -> list[Table]:
    """Seconds per epoch, and ratios taken within a round as lowest, median, highest."""
    sizes = list(times)
    epochs = Table("seconds per epoch, median", *[f"{size} hidden" for size in sizes])
    for name in TIMED:
        epochs.add_row(name, *[f"{median(times[size][name]):.2f}" for size in sizes])
    ratios = Table("ratio: min, median, max (asked)", *[f"{size} hidden" for size in sizes])
    for title, top, bottom, asked in RATIOS:
        cells = []
        for size in sizes:
            r = sorted(a / b for a, b in zip(times[size][top], times[size][bottom], strict=True))
            goal = f"\n{asked[size]}" if size in asked else ""
            cells.append(f"{r[0]:.2f}  {median(r):.2f}  {r[-1]:.2f}{goal}")
        ratios.add_row(title, *cells)
    return [epochs, ratios]


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 20, 100, 400], help="numbers of hidden units")
    parser.add_argument("--rounds", type=int, default=5, help="how often each contender is timed")
    parser.add_argument("--seconds", type=float, default=60, help="training time for the likelihood table")
    parser.add_argument("--cores", type=int, default=1, help="BLAS threads for the likelihood table")
    parser.add_argument("--only", choices=["speed", "likelihood"])
    options = parser.parse_args()
    console = Console(width=150)
    if options.only != "likelihood":
        console.print("60,000 digits, minibatch 100, one BLAS thread, persistent CD; the loop does CD-1")
        for table in speed_tables(measure(options.sizes, options.rounds)):
            console.print(table)
    if options.only != "speed":
        console.print(likelihood_table(options.sizes, options.seconds, options.cores))


if __name__ == "__main__":
    main()
