"""Dreaming"""

from __future__ import annotations

import numpy as np
import pytest

from grader.testing import check_array, check_binary, check_close, check_counts, check_unchanged

from .contrastive import COINS, DARK, STARTS, SWITCH
from .oracle import after, blocks, counts, random_rbm, relay, relay_steps

COPIES = 120


def chain_of(student, rbm, v, steps):
    """The student's chain, checked for its form."""
    return check_binary(student.dream(rbm, v, steps, student.rng), (steps + 1, len(v)), "the chain")


@pytest.mark.asked_by("Return the whole chain as one array, (steps + 1, n_visible): row 0 is `v` itself")
@pytest.mark.points(2)
@pytest.mark.secondary
@pytest.mark.hint("Row 0 is v, and each of the steps adds one row: steps + 1 rows of n_visible zeros and ones.")
def test_chain_starts_at_v_and_has_a_row_for_each_step(student):
    """The chain is an array of steps + 1 binary rows, the first of which is v."""
    rbm = random_rbm(student.rng, 6, 4)
    for steps in (1, 2, 9):
        v = student.rng.integers(0, 2, 6).astype(np.float64)
        check_close(chain_of(student, rbm, v, steps)[0], v, 0, "the first row of the chain")


@pytest.mark.asked_by("take the next step from where you are")
@pytest.mark.points(2)
@pytest.mark.false_alarm(1e-10)
@pytest.mark.hint("Row t + 1 is one Gibbs step from row t, not from v, and not two steps.")
def test_each_row_is_one_step_from_the_last(student):
    """In a machine whose steps are certain, row t is the state after t steps."""
    rbm, v = relay(8), np.eye(8)[student.rng.integers(8)]
    chain = chain_of(student, rbm, v, 7)
    expected = np.vstack([relay_steps(v[None], 8, t) for t in range(8)])
    for t in range(8):
        check_close(chain[t], expected[t], 0, f"row {t} of a chain without chance")


@pytest.mark.asked_by("row t the sampled image after t steps")
@pytest.mark.points(4)
@pytest.mark.false_alarm(2e-9)
@pytest.mark.hint("Every step draws both layers: the hidden one given the last image, then the image given these.")
def test_rows_have_the_distribution_of_the_chain(student):
    """Rows 1 and 2 of many independent dreams have the exact distribution after as many steps."""
    for rbm, v in ((COINS, STARTS[0]), (COINS, STARTS[1]), (SWITCH, DARK[0])):
        many, start = blocks(rbm, COPIES), np.tile(v, COPIES)
        chains = [chain_of(student, many, start, 2) for _ in range(5)]
        for t in (1, 2):
            seen = counts(np.array([chain[t].reshape(COPIES, 3) for chain in chains]))
            check_counts(seen, after(rbm, v, t), seen.sum(), 3e-10, f"a state in row {t}")


@pytest.mark.asked_by("Random numbers are drawn from `rng`, anew in every call")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.false_alarm(1e-20)
@pytest.mark.hint("A seed that is set inside the function makes every call return the same.")
def test_every_call_dreams_anew(student):
    """Two calls with different random numbers give different dreams."""
    rbm, v = {"W": np.zeros((100, 3)), "b": np.zeros(100), "c": np.zeros(3)}, np.zeros(100)
    first, second = (chain_of(student, rbm, v, 2)[1:] for _ in range(2))
    assert (first != second).any(), "expected two calls to give different dreams, not the same"


@pytest.mark.asked_by("A function leaves what it is given as it was")
@pytest.mark.points(1)
@pytest.mark.secondary
@pytest.mark.hint("Row 0 is a copy of v; writing into v itself changes the caller's digit.")
def test_arguments_are_left_alone(student):
    """The machine and the digit keep their values."""
    rbm, v = random_rbm(student.rng, 6, 3), student.rng.integers(0, 2, 6).astype(np.float64)
    arguments = student.call("dream", rbm, v, 3, student.rng).arguments
    check_unchanged(arguments[0], rbm, "rbm")
    check_unchanged(np.asarray(check_array(arguments[1], v.shape, "v")), v, "v")
