"""Test log-likelihood of ours and of scikit-learn after five epochs and after equal time.

Time is processor time of one core, or the clock's where two work. Up to 20 hidden units log Z is exact. Above, annealed
importance sampling gives two estimates: a forward one, which tends to flatter the model, and a backward one from long
chains, which tends to call it worse than it is.
"""

from __future__ import annotations

import time

import numpy as np
from rich.table import Table

import solutions
from solutions.dreaming import likelihood

from . import contenders

LR, LAST_LR = 0.1, 0.002  # ours; with five epochs the last rate is 0.01
SKLEARN_LR = 0.01  # better than its default of 0.1 at each size
EXACT = 20
RUNS, STEPS, BURN_IN = 100, 5000, 2000


def likelihood_table(sizes: list[int], seconds: float, cores: int = 1) -> Table:
    """A row for each size and trainer, each on so many cores."""
    head = ("hidden", "trainer", "5 epochs", f"{seconds:.0f} s", "epochs in it", "standard error", "sample size")
    table = Table(*head, title="test log-likelihood in nats: exact, or backward to forward estimate")
    for size in sizes:
        for name, train in (("ours", train_ours), ("sklearn f32", train_sklearn)):
            with contenders.own_process(threads=cores) as process:
                row = process.submit(compare, train, size, seconds, cores).result()
            table.add_row(str(size), name, *row)
    return table


def compare(train, n_hidden: int, seconds: float, cores: int) -> list[str]:
    """The cells of one row: the model after five epochs, then the one after so many as fit into the seconds."""
    clock = time.process_time if cores == 1 else time.perf_counter
    train(n_hidden, 1)  # reads the data
    start = clock()
    five = train(n_hidden, 5)
    epochs = max(1, int(5 * seconds / (clock() - start)))
    short, long = (test_log_likelihood(rbm) for rbm in (five, train(n_hidden, epochs)))
    return [short[0], long[0], str(epochs), *long[1:]]


def train_ours(n_hidden: int, epochs: int) -> dict:
    """Our model after so many epochs of persistent CD at a falling rate."""
    V, last_lr = contenders.packed()[: contenders.TRAINING], 0.01 if epochs <= 5 else LAST_LR
    return contenders.fit_ours(contenders.new_rbm(n_hidden), V, epochs, LR, last_lr)


def train_sklearn(n_hidden: int, epochs: int) -> dict:
    """scikit-learn's model after so many epochs of persistent CD at its constant rate."""
    return contenders.fit_sklearn(n_hidden, epochs, SKLEARN_LR, "float32")


def test_log_likelihood(rbm: dict) -> tuple[str, str, str]:
    """The mean over the test digits as text, and the forward estimate's standard error and effective sample size."""
    V, rng = contenders.held_out(), np.random.default_rng(2)
    mean = -likelihood.free_energy(rbm, V).mean()
    if rbm["W"].shape[1] <= EXACT:
        return f"{mean - likelihood.log_partition(rbm):.2f}", "exact", ""
    forward = likelihood.annealed_log_partition(rbm, rng, V=contenders.digits(), n_runs=RUNS, n_steps=STEPS)
    v = contenders.digits()[:RUNS].astype(rbm["W"].dtype)
    for _ in range(BURN_IN):
        _, v = solutions.gibbs_step(rbm, v, rng)
    backward = likelihood.reverse_log_partition(rbm, rng, v, start=contenders.pixel_means(), n_steps=STEPS)
    ends = f"{mean - backward.log_partition:.2f} to {mean - forward.log_partition:.2f}"
    return ends, f"{forward.standard_error:.2f}", f"{forward.effective_sample_size:.0f}"
