"""Training: the fast path is the plain one, learns, records what it did, and refuses what it cannot learn from."""

import tracemalloc
from itertools import product

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import poisson

from solutions import fit, free_energy, log_likelihood
from solutions.dreaming.training import draw

DATA_BITS = np.random.default_rng(5).random((60, 12)) < np.linspace(0.1, 0.6, 12)


def small_rbm(n_visible=12, n_hidden=5, dtype=np.float64, seed=0, scale=0.5):
    rng = np.random.default_rng(seed)
    shapes = {"W": (n_visible, n_hidden), "b": (n_visible,), "c": (n_hidden,)}
    return {name: rng.normal(0, scale, shape).astype(dtype) for name, shape in shapes.items()}


def trained(V, rbm=None, epochs=2, lr=0.1, decay=0.9, batch_size=16, k=1, seed=1, **options):
    rbm = small_rbm() if rbm is None else rbm
    fit(rbm, V, epochs, lr, decay, batch_size, k, np.random.default_rng(seed), **options)
    return rbm


def uniform(shape, rng):
    """The numbers in [0, 1) that `draw` compares with, made one step at a time."""
    size = int(np.prod(shape))
    words = rng.integers(-(2**63), 2**63, size=-(-size // 4), dtype=np.int64)
    return ((words.view(np.int16)[:size].reshape(shape) + rng.random()) / 65536) + 0.5


def plain_fit(rbm, V, epochs, lr, decay, batch_size, k, rng, momentum=0.0, weight_cost=0.0, persistent=False):
    """`fit` as the formulas have it: dense, one term after the other."""
    velocity = {name: 0 * value for name, value in rbm.items()}
    chains = None

    def p_hidden(v):
        return expit(v @ rbm["W"] + rbm["c"])

    def sample(p):
        return (uniform(p.shape, rng) < p).astype(float)

    for epoch in range(epochs):
        order = rng.permutation(len(V))
        for start in range(0, len(V), batch_size):
            v = V[order[start : start + batch_size]].astype(float)
            n = len(v)
            if chains is None or not persistent:
                chains = sample(p_hidden(v))
            h = chains[:n]
            for _ in range(k):
                v_neg = sample(expit(rbm["W"] @ h.T + rbm["b"][:, None])).T
                h = sample(p_hidden(v_neg))
            chains[:n] = h
            gradient = {
                "W": (v.T @ p_hidden(v) - v_neg.T @ p_hidden(v_neg)) / n - weight_cost * rbm["W"],
                "b": v.mean(axis=0) - v_neg.mean(axis=0),
                "c": p_hidden(v).mean(axis=0) - p_hidden(v_neg).mean(axis=0),
            }
            for name in rbm:
                velocity[name] = momentum * velocity[name] + lr * decay**epoch * gradient[name]
                rbm[name] = rbm[name] + velocity[name]
    return rbm


@pytest.mark.parametrize(
    "options",
    [
        {"k": 1},
        {"k": 3},
        {"k": 1, "persistent": True},
        {"k": 2, "persistent": True, "momentum": 0.5, "weight_cost": 0.01},
        {"k": 1, "weight_cost": 0.1},
    ],
    ids=str,
)
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 2e-6)])
def test_same_random_numbers_give_plain_result(options, dtype, tolerance):
    """With the same random numbers, `fit` and the plain formulas end at the same model, to rounding."""
    options = {"epochs": 3, "lr": 0.1, "decay": 0.8, "batch_size": 16, **options}
    fast = small_rbm(dtype=dtype)
    fit(fast, DATA_BITS, rng=np.random.default_rng(2), **options)
    plain = {name: value.astype(float) for name, value in small_rbm(dtype=dtype).items()}
    plain = plain_fit(plain, DATA_BITS, rng=np.random.default_rng(2), **options)
    for name in plain:
        np.testing.assert_allclose(fast[name], plain[name], atol=tolerance, rtol=0)


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_step_has_enumerated_expectation(k, dtype):
    """The mean step of 200,000 chains is that of the enumerated k-step kernel; false alarm below 1e-9."""
    rbm = small_rbm(3, 2, dtype, seed=3, scale=1.5)
    W, b, c = (rbm[name].astype(float) for name in ("W", "b", "c"))
    V, H = (np.array(list(product([0, 1], repeat=n)), dtype=float) for n in (3, 2))

    def bernoulli_table(states, p):
        return np.prod(np.where(states == 1, p[:, None], 1 - p[:, None]), axis=2)

    kernel = bernoulli_table(H, expit(V @ W + c)) @ bernoulli_table(V, expit(H @ W.T + b))
    v = np.array([1, 0, 1])  # row 0b101 of V
    p_v_neg = np.linalg.matrix_power(kernel, k)[0b101]
    p_h = expit(V @ W + c)
    expected = {
        "W": np.outer(v, expit(v @ W + c)) - np.einsum("s,si,sj->ij", p_v_neg, V, p_h),
        "b": v - p_v_neg @ V,
        "c": expit(v @ W + c) - p_v_neg @ p_h,
    }
    n = 200_000
    after = trained(np.tile(v, (n, 1)) == 1, {name: rbm[name].copy() for name in rbm}, 1, 1.0, 1, n, k)
    bound = np.sqrt(np.log(2 * 11 / 1e-9) / (2 * n))  # Hoeffding's, for 11 means of numbers in [0, 1]
    for name, mean_step in expected.items():
        assert np.abs(after[name] - rbm[name] - mean_step).max() < bound + 1e-4


def test_rare_units_keep_their_probability():
    """A probability of 2**-18, finer than the grid of 16 bits, is met; false alarm below 1e-9."""
    rng, p, calls = np.random.default_rng(4), 2.0**-18, 4096
    t = np.full(4096, 2 * p - 1)
    hits = sum(int(draw(t, rng).sum()) for _ in range(calls))
    assert poisson.ppf(5e-10, p * 4096 * calls) <= hits <= poisson.isf(5e-10, p * 4096 * calls)


def test_certain_units_are_certain():
    """A unit of probability 1 is always on, of probability 0 never."""
    t = np.repeat([1.0, -1.0], 100_000).astype(np.float32)
    assert (draw(t, np.random.default_rng(4)) == (t > 0)).all()


def bars_and_stripes(side=3):
    lines = np.array(list(product([0, 1], repeat=side)), dtype=float)
    bars = np.repeat(lines, side, axis=1)
    stripes = np.tile(lines, (1, side))
    return np.unique(np.concatenate([bars, stripes]), axis=0)


@pytest.mark.parametrize("options", [{"k": 5}, {"k": 1, "persistent": True}, {"k": 1, "momentum": 0.5}], ids=str)
def test_likelihood_grows_on_bars_and_stripes(options):
    """Training raises the exact mean log-likelihood from 9 coins to less than 1.5 nats below the best possible."""
    V = np.repeat(bars_and_stripes(), 20, axis=0)
    rbm = small_rbm(9, 8, seed=6, scale=0.05)
    before = log_likelihood(rbm, V).mean()
    trained(V, rbm, epochs=150, lr=0.2, decay=0.99, batch_size=20, **options)
    best = -np.log(len(bars_and_stripes()))
    assert before < best - 3
    assert best - 1.5 < log_likelihood(rbm, V).mean() < best


def test_packed_rows_train_the_same():
    """Bit-packed rows, bool, uint8 and floats of 0 and 1 lead to the same model, bit for bit."""
    expected = trained(DATA_BITS)
    for V in (DATA_BITS.astype(np.uint8), DATA_BITS.astype(np.float32), DATA_BITS.astype(float)):
        np.testing.assert_equal(trained(V), expected)
    np.testing.assert_equal(trained(np.packbits(DATA_BITS, axis=1), packed=True), expected)


def test_packed_rows_are_never_unpacked_together():
    """Twice as many packed rows take no more memory: one minibatch is unpacked at a time."""

    def peak(n):
        V = np.packbits(np.random.default_rng(0).random((n, 784)) < 0.1, axis=1)
        rbm = small_rbm(784, 10, np.float32, scale=0.01)
        tracemalloc.start()
        trained(V, rbm, epochs=1, batch_size=100, packed=True, persistent=True)
        bytes_ = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return bytes_

    few, many = peak(3000), peak(6000)
    assert many - few < 3000 * 784 / 8


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_model_changes_in_place(dtype):
    """The caller's arrays change and keep their dtype; the data do not change."""
    rbm, V = small_rbm(dtype=dtype), DATA_BITS.astype(float)
    arrays, start, kept = dict(rbm), {name: rbm[name].copy() for name in rbm}, V.copy()
    trained(V, rbm)
    for name, array in arrays.items():
        assert rbm[name] is array
        assert array.dtype == dtype
        assert (array != start[name]).any()
    np.testing.assert_array_equal(V, kept)


@pytest.mark.parametrize("batch_size", [7, 60, 1000])
def test_every_row_is_seen_once_an_epoch(batch_size):
    """An epoch moves the model by the mean over each minibatch, a shorter last one too, and leaves no row out."""
    n = 60
    rbm = {"W": np.zeros((n, 1)), "b": np.full(n, -100.0), "c": np.zeros(1)}  # the chains are all zeros
    moved = trained(np.eye(n), rbm, epochs=1, lr=1.0, decay=1, batch_size=batch_size)["b"] + 100
    last = n % batch_size or batch_size
    expected = np.full(n, 1 / min(n, batch_size))
    expected[n - last :] = 1 / min(n, last)
    np.testing.assert_allclose(np.sort(moved), np.sort(expected))


def test_values_between_are_probabilities():
    """A pixel of 0.3 is on in 30 % of the visits; false alarm below 1e-9."""
    n = 100_000
    V = np.full((n, 1), 0.3)
    rbm = {"W": np.zeros((1, 1)), "b": np.array([-50.0]), "c": np.zeros(1)}
    moved = trained(V, rbm, 1, 1.0, 1, n)["b"][0] + 50
    assert abs(moved - 0.3) < np.sqrt(np.log(2 / 1e-9) / (2 * n))


def test_record_tells_each_epoch():
    """One record an epoch: its number, its rate, the error, and gap and ratio of the free energies."""
    rbm, validation, seen = small_rbm(), ~DATA_BITS[:20], []
    records = fit(
        rbm, DATA_BITS, 3, 0.1, 0.5, 10, 1, np.random.default_rng(0), validation=validation, progress=seen.append
    )
    assert records == seen
    assert [record["epoch"] for record in records] == [0, 1, 2]
    assert [record["lr"] for record in records] == pytest.approx([0.1, 0.05, 0.025])
    F, F_held_out = free_energy(rbm, DATA_BITS).mean(), free_energy(rbm, validation).mean()
    assert records[-1]["free_energy_gap"] == pytest.approx(F_held_out - F)
    assert records[-1]["free_energy_ratio"] == pytest.approx(F / F_held_out)
    p = expit(expit(DATA_BITS @ rbm["W"] + rbm["c"]) @ rbm["W"].T + rbm["b"])
    assert records[-1]["reconstruction_error"] == pytest.approx(np.square(DATA_BITS - p).mean())


def test_record_without_validation_has_no_gap():
    """Without validation data, gap and ratio are None."""
    (record,) = fit(small_rbm(), DATA_BITS, 1, 0.1, 1, 10, 1, np.random.default_rng(0))
    assert record["free_energy_gap"] is None
    assert record["free_energy_ratio"] is None


@pytest.mark.parametrize("lr", [0.3, 1.0])
@pytest.mark.parametrize("options", [{}, {"persistent": True}, {"momentum": 0.95}, {"weight_cost": 0.5}], ids=str)
def test_no_nan_up_to_rate_one(lr, options):
    """Models and records stay finite, and nothing warns, up to a learning rate of 1."""
    rbm = small_rbm(dtype=np.float32)
    records = fit(rbm, DATA_BITS, 60, lr, 1, 5, 1, np.random.default_rng(0), validation=DATA_BITS[:9], **options)
    assert all(np.isfinite(value).all() for value in rbm.values())
    assert all(np.isfinite(list(record.values())).all() for record in records)


BAD = {
    "too few columns": ({"V": DATA_BITS[:, :11]}, r"V must have the shape \(N, 12\), not \(60, 11\)"),
    "packed unsaid": ({"V": np.packbits(DATA_BITS, axis=1)}, "pass packed=True"),
    "one row": ({"V": DATA_BITS[0]}, r"V must have the shape \(N, 12\), not \(12,\)"),
    "empty": ({"V": DATA_BITS[:0]}, "V is empty"),
    "above one": ({"V": DATA_BITS * 255}, r"V must hold values in \[0, 1\], not 0 to 255"),
    "below zero": ({"V": DATA_BITS - 1.0}, r"V must hold values in \[0, 1\]"),
    "NaN": ({"V": np.where(DATA_BITS, np.nan, 0)}, r"V must hold values in \[0, 1\], not nan"),
    "a list": ({"V": DATA_BITS.tolist()}, "V must be a numeric array, not list"),
    "words": ({"V": DATA_BITS.astype(str)}, "V must be a numeric array"),
    "packed floats": ({"V": np.zeros((4, 2)), "packed": True}, "packed V must be uint8"),
    "bad validation": ({"validation": DATA_BITS[:, :3]}, "validation must have the shape"),
    "epochs": ({"epochs": -1}, "epochs must be a whole number of at least 0, not -1"),
    "batch size": ({"batch_size": 0}, "batch_size must be a whole number of at least 1"),
    "k": ({"k": 1.5}, "k must be a whole number of at least 1, not 1.5"),
    "rate": ({"lr": -0.1}, "lr must be a number of at least 0"),
    "rate NaN": ({"lr": float("nan")}, "lr must be"),
    "decay": ({"decay": 0}, "decay must be"),
    "momentum": ({"momentum": 1.0}, "momentum must be at least 0 and below 1"),
    "weight cost": ({"weight_cost": 20.0}, "weight_cost must be"),
    "seed for rng": ({"rng": 0}, "rng must be a numpy.random.Generator"),
    "no model": ({"rbm": None}, "rbm must be a dict of the arrays W .* it lacks W, b, c"),
    "no bias": ({"rbm": {"W": np.ones((12, 5)), "b": np.ones(12)}}, "it lacks c"),
    "transposed": ({"rbm": {"W": np.ones((5, 12)), "b": np.ones(12), "c": np.ones(5)}}, "rbm must hold W"),
    "whole numbers": ({"rbm": {"W": np.ones((12, 5), int), "b": np.ones(12), "c": np.ones(5)}}, "must all be float32"),
    "W infinite": ({"rbm": {"W": np.full((12, 5), np.inf), "b": np.ones(12), "c": np.ones(5)}}, "not finite"),
}


@pytest.mark.parametrize(("arguments", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_named(arguments, message):
    """What cannot be learned from is refused before anything changes, with the name, the rule and what came."""
    rbm = small_rbm()
    good = {"rbm": rbm, "V": DATA_BITS, "epochs": 1, "lr": 0.1, "decay": 1.0, "batch_size": 10, "k": 1}
    with pytest.raises(ValueError, match=message):
        fit(**good | {"rng": np.random.default_rng(0)} | arguments)
    np.testing.assert_equal(rbm, small_rbm())
