"""Who trains an RBM on the 60,000 binarised digits, and what no trainer can do without.

Each contender lives in a process of its own, so that none profits from what another leaves in caches and malloc.
"""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from sklearn.neural_network import BernoulliRBM
from threadpoolctl import threadpool_limits

import solutions
from solutions.dreaming.likelihood import base_rates

DATA = Path(__file__).parent.parent / "notebooks" / "data" / "mnist_binary.npz"
TRAINING, PIXELS, BATCH = 60_000, 784, 100


@cache
def packed() -> np.ndarray:
    """All 70,000 digits as numpy.packbits wrote them, (70000, 98)."""
    return np.load(DATA)["images"]


@cache
def digits(dtype: str = "bool") -> np.ndarray:
    """The 60,000 training digits, (60000, 784)."""
    return np.unpackbits(packed()[:TRAINING], axis=1).astype(dtype)


@cache
def held_out() -> np.ndarray:
    """The 10,000 test digits, (10000, 784)."""
    return np.unpackbits(packed()[TRAINING:], axis=1)


@cache
def pixel_means() -> np.ndarray:
    """The visible bias that gives the pixel means of the training digits, (784,)."""
    return base_rates(digits())


def new_rbm(n_hidden: int, seed: int = 0) -> dict:
    """A float32 model as Hinton's guide begins one: small weights, the visible bias from the pixel means."""
    W = np.random.default_rng(seed).normal(0, 0.01, (PIXELS, n_hidden)).astype(np.float32)
    return {"W": W, "b": pixel_means().astype(np.float32), "c": np.zeros(n_hidden, np.float32)}


def ours(n_hidden: int, rows: int = TRAINING) -> float:
    """Seconds of one epoch of `fit` with persistent CD from bit-packed data."""
    return seconds(fit_ours, new_rbm(n_hidden), packed()[:rows], 1, 0.05)


def fit_ours(rbm: dict, V: np.ndarray, epochs: int, lr: float, last_lr: float | None = None) -> dict:
    """The model after persistent CD; the rate falls from lr to last_lr, if given, by one factor an epoch."""
    decay = 1 if last_lr is None or epochs < 2 else (last_lr / lr) ** (1 / (epochs - 1))
    solutions.fit(rbm, V, epochs, lr, decay, BATCH, 1, np.random.default_rng(1), persistent=True, packed=True)
    return rbm


def sklearn64(n_hidden: int) -> float:
    """Seconds of one epoch of scikit-learn's persistent CD in float64, its default."""
    return seconds(fit_sklearn, n_hidden, 1, 0.01, "float64")


def sklearn32(n_hidden: int) -> float:
    """Seconds of one epoch of scikit-learn's persistent CD in float32."""
    return seconds(fit_sklearn, n_hidden, 1, 0.01, "float32")


def fit_sklearn(n_hidden: int, epochs: int, lr: float, dtype: str) -> dict:
    """The model that scikit-learn trains, as our kind of dict."""
    model = BernoulliRBM(n_hidden, learning_rate=lr, batch_size=BATCH, n_iter=epochs, random_state=0)
    model.fit(digits(dtype))
    return {"W": model.components_.T.copy(), "b": model.intercept_visible_, "c": model.intercept_hidden_}


def per_sample_loop(n_hidden: int) -> float:
    """Seconds of one epoch of CD-1 one digit after the other, from 1,000 digits."""
    V = digits("float64")[:1000]
    return seconds(naive_epoch, {name: x.astype(float) for name, x in new_rbm(n_hidden).items()}, V) * TRAINING / 1000


def naive_epoch(rbm: dict, V: np.ndarray, lr: float = 0.1) -> None:
    """One epoch as one writes it first: a minibatch is a loop over its digits."""
    W, b, c = rbm["W"], rbm["b"], rbm["c"]
    for start in range(0, len(V), BATCH):
        dW, db, dc = np.zeros_like(W), np.zeros_like(b), np.zeros_like(c)
        for v in V[start : start + BATCH]:
            p_h = 1 / (1 + np.exp(-(v @ W + c)))
            h = np.random.binomial(1, p_h)
            v_neg = np.random.binomial(1, 1 / (1 + np.exp(-(W @ h + b))))
            p_neg = 1 / (1 + np.exp(-(v_neg @ W + c)))
            dW += np.outer(v, p_h) - np.outer(v_neg, p_neg)
            db += v - v_neg
            dc += p_h - p_neg
        W += lr / BATCH * dW
        b += lr / BATCH * db
        c += lr / BATCH * dc


def products(n_hidden: int, rows: int = TRAINING) -> float:
    """Seconds of the five matrix products of an epoch, float32, into arrays that are there."""
    rng = np.random.default_rng(0)
    W, v, h = (rng.random(shape, np.float32) for shape in ((PIXELS, n_hidden), (BATCH, PIXELS), (BATCH, n_hidden)))
    to_h, to_v, to_W = np.empty_like(h), np.empty_like(v), np.empty_like(W)

    def epoch() -> None:
        for _ in range(rows // BATCH):
            np.matmul(v, W, out=to_h)
            np.matmul(h, W.T, out=to_v)
            np.matmul(v, W, out=to_h)
            np.matmul(v.T, h, out=to_W)
            np.matmul(v.T, h, out=to_W)

    return seconds(epoch)


def random_numbers(n_hidden: int) -> float:
    """Seconds of one float32 random number for each unit that an epoch draws."""
    rng, into = np.random.default_rng(0), np.empty((BATCH, PIXELS + n_hidden), np.float32)

    def epoch() -> None:
        for _ in range(TRAINING // BATCH):
            rng.random(dtype=np.float32, out=into)

    return seconds(epoch)


def seconds(work, *args) -> float:
    """The processor time of work(*args): with one thread the time by the clock, less what other programs take."""
    start = time.process_time()
    work(*args)
    return time.process_time() - start


def own_process(threads: int) -> ProcessPoolExecutor:
    """A process that runs one call after the other with so many BLAS threads."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=threadpool_limits, initargs=(threads,))
