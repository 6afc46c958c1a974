"""How time and memory of training grow with hidden units and with rows; writes the plot docs/training-growth.svg.

python -m benchmarks.growth [--plot docs/training-growth.svg]
"""

from __future__ import annotations

import argparse
import tracemalloc
from pathlib import Path

import matplotlib
import numpy as np

from . import contenders

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402  (after the choice of a backend without a screen)

HIDDEN = (10, 20, 50, 100, 200, 400, 1000, 2000)
ROWS = (15_000, 60_000, 240_000, 960_000)


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).parent.parent / "docs" / "training-growth.svg"
    parser.add_argument("--plot", type=Path, default=default)
    plot = parser.parse_args().plot
    by_hidden = [in_own_process(one_epoch, n, 6000) for n in HIDDEN]
    floor = [in_own_process(contenders.products, n, 6000) for n in HIDDEN]
    by_rows = [in_own_process(train_many, rows) for rows in ROWS]
    print("hidden units, microseconds a row, of these the five products:")
    for n, ours, products in zip(HIDDEN, by_hidden, floor, strict=True):
        print(f"{n:7,d} {ours / 6000 * 1e6:8.1f} {products / 6000 * 1e6:8.1f}")
    print("rows, seconds an epoch with 20 hidden units, memory in MB beside the packed rows:")
    for rows, (seconds, megabytes) in zip(ROWS, by_rows, strict=True):
        print(f"{rows:9,d} {seconds:8.2f} {megabytes:8.1f}")
    draw(plot, by_hidden, floor, by_rows)


def in_own_process(work, *args):
    """work(*args) in a fresh process with one BLAS thread, the better of two calls."""
    with contenders.own_process(threads=1) as process:
        return min(process.submit(work, *args).result() for _ in range(2))


def one_epoch(n_hidden: int, rows: int) -> float:
    """Seconds of an epoch on so many digits."""
    contenders.ours(n_hidden, 600)
    return contenders.ours(n_hidden, rows)


def train_many(rows: int) -> tuple[float, float]:
    """Seconds of an epoch on so many bit-packed digits, and the megabytes that it needs beside them."""
    digits = contenders.packed()[: contenders.TRAINING]
    V = np.resize(digits, (rows, digits.shape[1]))
    rbm = contenders.new_rbm(20)
    contenders.fit_ours(rbm, V[:1000], 1, 0.05)
    seconds = contenders.seconds(contenders.fit_ours, rbm, V, 1, 0.05)
    tracemalloc.start()
    contenders.fit_ours(rbm, V, 1, 0.05)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return seconds, peak


def draw(path: Path, by_hidden: list[float], floor: list[float], by_rows: list[tuple[float, float]]) -> None:
    """Two panels: time against hidden units with the floor, time and memory against rows."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    left.loglog(HIDDEN, np.array(by_hidden) / 6000 * 1e6, "o-", label="fit")
    left.loglog(HIDDEN, np.array(floor) / 6000 * 1e6, "k:", label="five matrix products")
    left.set(xlabel="hidden units", ylabel="microseconds a row", title="time grows with hidden units")
    seconds, megabytes = np.array(by_rows).T
    right.loglog(ROWS, seconds, "o-", label="seconds an epoch")
    right.loglog(ROWS, np.array(ROWS) * 784 * 4 / 2**20, "k:", label="MB of a float32 copy")
    right.loglog(ROWS, megabytes, "s-", label="MB beside the packed rows")
    right.set(xlabel="rows", title="memory hardly grows with rows")
    for axes in (left, right):
        axes.legend(frameon=False, fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)
    plt.rcParams |= {"svg.hashsalt": "training", "svg.fonttype": "none"}  # a small file, the same for the same numbers
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
