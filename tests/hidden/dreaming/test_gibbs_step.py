"""One Gibbs step"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_binary, check_count, check_counts, check_unchanged, describe

from .oracle import counts, joint, numbers, random_rbm, states

ROWS = 20_000


def step(student, rbm, V, rng=None):
    """H and V_new of the student's step, each checked for its form."""
    pair = student.gibbs_step(rbm, V, student.rng if rng is None else rng)
    assert isinstance(pair, (tuple, list)) and len(pair) == 2, f"expected a pair H, V_new, not {describe(pair)}"
    H = check_binary(pair[0], (len(V), len(rbm["c"])), "H")
    return H, check_binary(pair[1], V.shape, "V_new")


@pytest.mark.asked_by("Return `H` and `V_new`, zeros and ones with one row for each row of `V`")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Return both layers as drawn, zeros and ones: `return H, V_new`.")
def test_both_layers_are_binary_batches(student):
    """The step returns H and V_new, zeros and ones with one row for each row of V."""
    rbm = random_rbm(student.rng, 5, 3)
    for n in (1, 10):
        step(student, rbm, student.rng.integers(0, 2, (n, 5)).astype(np.float64))


@pytest.mark.asked_by("hidden states drawn given V, then visible states drawn given H")
@pytest.mark.points(3)
@pytest.mark.false_alarm(4e-9)
@pytest.mark.hint("First draw H from P(h|v), then V_new from P(v|h) with these very H, each unit by a coin of its own.")
def test_both_layers_have_the_right_distribution(student):
    """From a given v, the pair of H and V_new has the probability p(h|v) p(v'|h)."""
    for n_visible, n_hidden in ((3, 2), (2, 3)):
        rbm = random_rbm(student.rng, n_visible, n_hidden)
        v = student.rng.integers(0, 2, n_visible).astype(np.float64)
        H, V_new = step(student, rbm, np.tile(v, (ROWS, 1)))
        p = joint(rbm)
        p_h = p[numbers(v)] / p[numbers(v)].sum()
        expected = (p_h * (p / p.sum(axis=0))).ravel()  # states of v' in the rows, of h in the columns
        check_counts(counts(np.hstack([H, V_new])), expected, ROWS, 2e-9, "a pair of H and V_new")


@pytest.mark.asked_by("If $v$ was drawn from the model, so is the new one")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("If V is a sample of the model, V_new is one as well. Is each layer drawn given the other one?")
def test_model_distribution_is_left_unchanged(student):
    """Samples of the model are still samples of the model after a step."""
    rbm = random_rbm(student.rng, 4, 3)
    p_v = joint(rbm).sum(axis=1)
    V = states(4)[student.rng.choice(16, ROWS, p=p_v)]
    _, V_new = step(student, rbm, V)
    check_counts(counts(V_new), p_v, ROWS, 2e-9, "a visible state")


@pytest.mark.asked_by("Every row and every unit needs a random number of its own")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("Each unit of each row needs a random number of its own, drawn with the shape of the whole layer.")
def test_units_are_drawn_independently(student):
    """In one row without weights and biases, about half of the units of each layer are on."""
    rbm = {"W": np.zeros((300, 200)), "b": np.zeros(300), "c": np.zeros(200)}
    for name, layer in zip(("hidden", "visible"), step(student, rbm, np.zeros((1, 300))), strict=True):
        check_count(layer.sum(), layer.size, 0.5, 1e-9, f"{name} units on, of {layer.size} fair coins,")


@pytest.mark.asked_by("Draw with `rng` alone")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-99)
@pytest.mark.hint("Draw from the generator that is passed in: `rng.random(...)`, without a seed of your own.")
def test_random_numbers_come_from_rng(student):
    """The generator that is passed in decides: the same state gives the same step, another one another step."""
    rbm = {"W": np.zeros((100, 80)), "b": np.zeros(100), "c": np.zeros(80)}
    V, seed = np.zeros((3, 100)), int(student.rng.integers(2**32))
    seeds = (seed, seed, seed + 1)
    first, again, other = (np.hstack(step(student, rbm, V, np.random.default_rng(s))) for s in seeds)
    assert (first != other).any(), "expected another generator to give another step, not the same"
    assert (first == again).all(), "expected a generator in the same state to give the same step, not another"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Work on new arrays: `V[...] = ...` writes into the caller's batch.")
def test_arguments_are_left_alone(student):
    """The machine and the batch keep their values."""
    rbm, V = random_rbm(student.rng, 5, 3), states(5)
    arguments = student.call("gibbs_step", rbm, V, student.rng).arguments
    check_unchanged(arguments[0], rbm, "rbm")
    check_unchanged(arguments[1], V, "V")
