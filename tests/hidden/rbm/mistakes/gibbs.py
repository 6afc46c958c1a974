"""Which mistake of `gibbs` explains the samples that a student's function draws."""

from __future__ import annotations

from functools import cache

import numpy as np

from grader.testing import Mistake, Student, ask, check_binary, first, kind, likeliest, outcomes, run, same

from ..kinds import FORCE, ONE_STEP, SINGLE, SINGLE_ON, tiny
from ..models import HIDDENS, PIXELS, Relay, Tiles, random_rbm
from ..oracle import numbers
from .gibbs_models import BY_LIKELIHOOD, BY_PLACE, BY_VALUE, MISTAKES, chain

# Tiny RBMs of so few units that all random numbers of several steps can be enumerated.
COIN = tiny([[2 * FORCE, 0], [-FORCE, 2 * FORCE]], [1, 0])
PIXEL_COINS = tiny([[2 * FORCE], [2 * FORCE]], [0, 0], [-FORCE / 2])
BIASED = [
    tiny([[-3], [2 * FORCE], [-2 * FORCE]], [1, 1, 1], [3]),
    tiny([[2 * FORCE], [-2 * FORCE]], [1, 1], [-1]),
    tiny([[2 * FORCE, 3], [-FORCE, 2 * FORCE]], [1, 0], [0, -3]),
]
SMALL = [COIN, PIXEL_COINS, *BIASED]
TILES = [*SMALL, *ONE_STEP]
QUESTIONS = [(1, TILES), (2, SMALL)]  # numbers of steps, and the tiles that are counted
CALLS = 14
LIMIT = 16  # comparisons of random numbers in one enumeration

# The steps that are made for k = 1 and for k = 2.
STEPS = {
    (0, 1): "one-step-too-few",
    (2, 3): "one-step-too-many",
    (1, 1): "one-step-only",
    (3, 3): "always-three-steps",
    (2, 4): "doubles-the-steps",
}
# Types and shapes of what comes back for k = 3.
FORMS = {
    "NoneType": "returns-nothing",
    "tuple": "returns-pair",
    "list": "returns-list",
    (HIDDENS,): "returns-hiddens",
    (28, 28): "returns-image-shape",
    (1, PIXELS): "row-shape",
    (PIXELS, 1): "column-shape",
    (3, PIXELS): "returns-all-steps",
    (4, PIXELS): "returns-all-steps",
}
named = MISTAKES.named


def diagnose(student: Student) -> Mistake | None:
    """The mistake that explains what is seen; None or AssertionError if none does.

    In this order: an error or a form, the number of steps, units of a layer that fall alike, units treated by
    their number, the frequencies of patterns.
    """
    for look in (by_form, by_steps, by_dependence, by_place, by_likelihood):
        if mistake := look(student):
            return mistake
    return None


def by_form(student: Student) -> Mistake | None:
    """Mistakes that show in one call and its repetition."""
    rbm, x = random_rbm(student.rng)
    seen, again = (ask(student, "gibbs", rbm, x, 3) for _ in range(2))
    if seen.error:
        shapes = any(words in seen.error for words in ("matmul", "not aligned", "broadcast", "mismatch"))
        return named("shapes-do-not-fit") if shapes and "ValueError" in seen.error else None
    if form := by_kind(seen.value) or by_codes(np.unique(seen.value)):
        return form
    if same(seen.value, again.value, 0) and np.ptp(seen.value) > 0:
        fixed = first(MISTAKES.models(BY_VALUE), lambda model: same(seen.value, run(model, rbm, x, 3).value, 1e-6))
        return fixed or named("fixed-seed-inside")
    if not same(seen.arguments[1], x, 0):
        return named("mutates-x")
    return None if same(seen.arguments[0], rbm, 0) else named("mutates-rbm")


def by_kind(value) -> Mistake | None:
    """Mistakes of type and shape; only a vector of the right shape gets past."""
    forms = {**FORMS, (PIXELS,): None}
    form = value.shape if kind(value) == "array" else kind(value)
    assert form in forms, "a form that no known mistake explains"
    return named(forms[form]) if forms[form] else None


def by_codes(values) -> Mistake | None:
    """What the different numbers of a sample are, if they are not 0 and 1."""
    if np.isin(values, (0, 1)).all():
        return None
    if set(values.tolist()) == {-1, 1}:
        return named("plus-minus-one")
    if np.array_equal(values, np.round(values)):
        return named("counts-instead-of-bits")
    thirds = np.allclose(3 * values, np.round(3 * values))
    return named("returns-mean-of-steps" if thirds else "returns-probabilities")


def drawn(student: Student, rbm, x, k) -> np.ndarray:
    """A sample of the student's function; AssertionError if it is none."""
    return check_binary(student.gibbs(rbm, x, k), (PIXELS,))


def by_steps(student: Student) -> Mistake | None:
    """Another number of steps than k, in three RBMs."""
    made = {steps_made(student) for _ in range(3)}
    return named(STEPS[made.pop()]) if len(made) == 1 and made <= set(STEPS) else None


def steps_made(student: Student) -> tuple[int | None, ...]:
    """After how many steps of a certain chain the samples for k = 1 and k = 2 are found."""
    relay = Relay(student.rng)
    x = relay.start(student.rng.choice(relay.free, 8, replace=False))
    states = [x, *(relay.state(n) for n in range(1, 5))]
    samples = [drawn(student, relay.rbm, x, k) for k in (1, 2)]
    return tuple(next((n for n, v in enumerate(states) if np.array_equal(v, s)), None) for s in samples)


def by_dependence(student: Student) -> Mistake | None:
    """Whether all units of a layer fall alike, now this way and now that."""
    hiddens, pixels = set(), set()
    for _ in range(12):
        model = Tiles([SINGLE], student.rng)
        sample = drawn(student, model.rbm, model.x, 1)
        hiddens.add(round(float(model.counts(sample)[0][SINGLE_ON]) / HIDDENS, 1))  # pixels show it by chance too
        pixels.add(float(sample[model.loose].mean()))
    of_hiddens, of_pixels = {1} < hiddens <= {0, 0.1, 1}, pixels == {0, 1}
    if not (of_hiddens or of_pixels):
        return None
    which = "all" if of_hiddens and of_pixels else "hiddens" if of_hiddens else "visibles"
    return named(f"one-uniform-for-{which}")


@cache
def frequencies(model) -> list[np.ndarray] | None:
    """What the model does with the tiles, exactly: the probabilities of the patterns that are counted."""
    tables = []
    for k, tiles in QUESTIONS:
        for kind_ in tiles:
            rbm = {"W": kind_.W, "b": kind_.b}
            found = outcomes(lambda x, chance, rbm=rbm, k=k: model(rbm, x, k, chance), kind_.x * 1.0, LIMIT)
            if found is None:
                return None
            tables.append(np.bincount(numbers(found[0]), found[1], minlength=2 ** len(kind_.x)))
    return tables


def by_likelihood(student: Student) -> Mistake | None:
    """The model under which the patterns of many tiny RBMs are likeliest."""
    counts, samples = [], []
    for k, tiles in QUESTIONS:
        total = [np.zeros(2 ** len(kind_.x), dtype=int) for kind_ in TILES]
        for _ in range(CALLS):
            model = Tiles(TILES, student.rng)
            samples.append(drawn(student, model.rbm, model.x, k))
            total = [old + new for old, new in zip(total, model.counts(samples[-1]), strict=True)]
        counts += total[: len(tiles)]
    return by_persistence(np.array(samples)) or likeliest(MISTAKES.models(BY_LIKELIHOOD), chain, counts, frequencies)


def by_persistence(samples: np.ndarray) -> Mistake | None:
    """Pixels that keep frequencies of their own (calls, 784), although every call had another RBM."""
    p = samples.mean()
    spread = samples.mean(axis=0).var() / (p * (1 - p) / len(samples) + 1e-9)
    return named("uses-global-rbm") if spread > 1.6 else None


class Saturated:
    """Stands for chance where every hidden unit is certain: its draw rounds, and that of the pixels shows p."""

    def bernoulli(self, p):
        return p if len(p) == PIXELS else np.round(p)

    def uniform(self, n):
        return self

    def __lt__(self, p):
        return self.bernoulli(p)


def by_place(student: Student) -> Mistake | None:
    """Mistakes that treat units differently by their number, in an RBM whose hidden units are certain."""
    rng = student.rng
    W, b = np.zeros((PIXELS, HIDDENS)), rng.choice([-100.0, 100, 100], HIDDENS)
    b[[0, -1]] = 100
    shown = rng.permutation(PIXELS)[: 7 * HIDDENS].reshape(HIDDENS, 7)
    W[shown, np.arange(HIDDENS)[:, None]] = rng.choice([-12.0, 12], shown.shape)
    x = (rng.random(PIXELS) < 0.5) * 1.0
    sample = drawn(student, {"W": W, "b": b}, x, 1)

    def log_p(model):
        """log P(sample), and how far it lies below that of the likeliest sample."""
        p = run(model, {"W": W, "b": b}, x, 1, chance=Saturated()).value
        with np.errstate(divide="ignore"):
            total = np.log(np.where(sample == 1, p, 1 - p)).sum()
        return total, np.log(np.maximum(p, 1 - p)).sum() - total

    scores = [(*log_p(model), mistake) for mistake, model in MISTAKES.models(BY_PLACE)]
    best, surprise, mistake = max(scores, key=lambda score: score[0])
    rivals = [log_p(model)[0] for _, model in [(None, chain), *MISTAKES.models(BY_LIKELIHOOD)]]
    rivals += [score for score, _, other in scores if other.slug != mistake.slug]
    return mistake if surprise < 5 and best > max(rivals) + 14 else None
