"""Microseconds for one iteration of the exercise's training, CD-3 with 784 x 100: textbook NumPy and `solutions.train`.

python -m benchmarks.exercise [--rounds 7]
"""

from __future__ import annotations

from statistics import median
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

import solutions

from .contenders import DATA, PIXELS, seconds

HIDDEN, ITERATIONS, LR = 100, 2000, 0.02


def threes() -> np.ndarray:
    """The 7,141 threes, (7141, 784)."""
    mnist = np.load(DATA)
    return np.unpackbits(mnist["images"][mnist["labels"] == 3], axis=1) * 1.0


def new_rbm() -> dict:
    """The model of the notebook before training."""
    return {"W": np.random.default_rng(0).normal(0, 0.1, (PIXELS, HIDDEN)), "b": np.zeros(HIDDEN)}


def textbook(rbm: dict, X: np.ndarray, lr: float, nbit: int) -> None:
    """The exercise's formulas as one writes them down first: two outer products, numpy.random.binomial."""

    def sigm(t: np.ndarray) -> np.ndarray:
        return np.exp(t) / (1 + np.exp(t))

    for _ in range(nbit):
        x = X[np.random.randint(len(X))]
        v = x
        for _ in range(3):
            h = np.random.binomial(1, sigm(v @ rbm["W"] + rbm["b"]))
            v = np.random.binomial(1, sigm(rbm["W"] @ h))
        p, p_v = sigm(x @ rbm["W"] + rbm["b"]), sigm(v @ rbm["W"] + rbm["b"])
        rbm["W"] = rbm["W"] + lr * (np.outer(x, p) - np.outer(v, p_v))
        rbm["b"] = rbm["b"] + lr * (p - p_v)


def main(rounds: Annotated[int, typer.Option(help="How often each is timed.")] = 7) -> None:
    """Print the times, and their ratio in each round as lowest, median and highest."""
    X, times = threes(), {textbook: [], solutions.train: []}
    with threadpool_limits(1):
        for _ in range(rounds):
            for train, seen in times.items():
                seen.append(seconds(train, new_rbm(), X, LR, ITERATIONS) / ITERATIONS * 1e6)
    table = Table("", "microseconds an iteration: lowest, median, highest")
    ratios = sorted(slow / fast for slow, fast in zip(*times.values(), strict=True))
    for name, seen in zip(("textbook", "solutions.train"), times.values(), strict=True):
        table.add_row(name, f"{min(seen):.0f}  {median(seen):.0f}  {max(seen):.0f}")
    table.add_row("textbook / solutions.train", f"{ratios[0]:.2f}  {median(ratios):.2f}  {ratios[-1]:.2f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    typer.run(main)
