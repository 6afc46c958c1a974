"""What the hidden tests of `dreaming` compare with: oracles that agree with each other, and mistakes told apart."""

import numpy as np
import pytest
from hidden.dreaming.behaviour import observe
from hidden.dreaming.contrastive import LENGTH
from hidden.dreaming.mistakes import QUESTIONS, RIGHT, TABLES, known, nearest
from hidden.dreaming.oracle import (
    after,
    blocks,
    cd_expectation,
    free_energy,
    hidden_given_visible,
    joint,
    kernel,
    log_likelihood,
    numbers,
    random_rbm,
    relay,
    relay_steps,
    states,
)
from kits import ROOT, load

from grader.kit.cases import cases
from grader.testing.mistakes import run

BANK = ROOT / "tests" / "submissions" / "dreaming"
PARTS = [part.id for part in load("dreaming").parts]


@pytest.fixture
def rbm():
    return random_rbm(np.random.default_rng(3), 4, 3)


def behaviour(part, model):
    """How a model behaves under the questions of the diagnosis."""

    def one(name):
        return model[name == "visible_given_hidden"] if isinstance(model, tuple) else model

    return [
        observe(lambda *args, name=name: run(one(name), *args), question, features)
        for name, question, features in QUESTIONS[part]
    ]


def test_log_likelihood_is_that_of_the_joint(rbm):
    """Summing out the visible units gives what the sum over all pairs gives."""
    expected = np.log(joint(rbm).sum(axis=1))
    np.testing.assert_allclose(log_likelihood(rbm, states(4)), expected, rtol=1e-12)
    np.testing.assert_allclose(np.diff(-free_energy(rbm, states(4))), np.diff(expected), rtol=1e-10)


def test_kernel_keeps_the_model_distribution(rbm):
    """The rows of the kernel are distributions, and p(v) is its fixed point."""
    p_v = joint(rbm).sum(axis=1)
    np.testing.assert_allclose(kernel(rbm).sum(axis=1), 1, rtol=1e-12)
    np.testing.assert_allclose(p_v @ kernel(rbm), p_v, rtol=1e-12)


def test_many_steps_give_the_gradient_of_the_likelihood(rbm):
    """The expectation of CD-500 is the slope of the exact log-likelihood."""
    V, way, step = states(4)[[1, 6, 11]], np.random.default_rng(4).normal(size=(4, 3)), 1e-6
    up, down = (log_likelihood(rbm | {"W": rbm["W"] + s * way}, V).mean() for s in (step, -step))
    assert np.sum(cd_expectation(rbm, V, 500)["W"] * way) == pytest.approx((up - down) / (2 * step), abs=1e-7)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_steps_of_a_relay_are_certain(k):
    """The kernel of a relay has probability one where its steps lead."""
    rbm, V = relay(LENGTH, extra=1), np.hstack([np.eye(LENGTH)[[0, 5, 2]], np.ones((3, 1))])
    for v, end in zip(V, relay_steps(V, LENGTH, k), strict=True):
        assert after(rbm, v, k)[numbers(end)] == pytest.approx(1, abs=1e-9)


def test_blocks_are_independent_copies(rbm):
    """Each copy has the conditionals of the machine alone."""
    V = states(4)[[2, 9]]
    both = hidden_given_visible(blocks(rbm, 2), V.reshape(1, 8))
    np.testing.assert_allclose(both.reshape(2, 3), hidden_given_visible(rbm, V), rtol=1e-12)


@pytest.mark.parametrize("part", PARTS)
def test_right_behaviour_is_no_mistake(part):
    """The diagnosis never names the right answer."""
    assert nearest(part, behaviour(part, RIGHT[part])) is None


@pytest.mark.parametrize("part", ["free_energy", "conditionals", "gibbs_step", "dream", "log_likelihood"])
def test_mistakes_are_told_apart(part):
    """Each model is named as the mistake that it is a model of."""
    for mistake, model in known(part):
        assert nearest(part, behaviour(part, model)) == mistake


def test_every_mistake_has_a_model_and_a_row():
    """Mistakes of the bank are known to the diagnosis, and stand in the table of its README."""
    table = [line for line in (BANK / "README.md").read_text().splitlines() if line.startswith("| ")][1:]
    rows = [tuple(cell.strip() for cell in line.split("|")[1:3]) for line in table]
    named = {(case.part, case.mistake) for case in cases(BANK / "wrong")}
    assert len(rows) == len(set(rows)) and set(rows) == named
    by_rule = {"fixed-seed-inside", "fixed-order"}  # seen by their flags, without a model
    known_slugs = {(part, row[0]) for part, table in TABLES.items() for row in table}
    assert {pair for pair in named if pair[1] not in by_rule} <= known_slugs
