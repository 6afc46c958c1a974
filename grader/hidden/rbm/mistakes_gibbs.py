"""The mistakes of `gibbs`, each as a model: compared by value where nothing is random, by exact likelihood otherwise.

A model draws all its random numbers from `chance`: `chance.bernoulli(p)`, `chance.uniform(n) < p`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from grader.checks import check_binary
from grader.diagnosis import Mistake, ask, first, kind, likeliest, outcomes, run, same
from grader.hidden.rbm.kinds import FORCE, ONE_STEP, SINGLE, SINGLE_ON, tiny
from grader.hidden.rbm.models import HIDDENS, PIXELS, Relay, Tiles, random_rbm
from grader.hidden.rbm.oracle import numbers
from grader.student import Student

# Tiny RBMs of so few units that all random numbers of several steps can be enumerated.
COIN = tiny([[2 * FORCE, 0], [-FORCE, 2 * FORCE]], [1, 0])
PIXEL_COINS = tiny([[2 * FORCE], [2 * FORCE]], [0, 0], [-FORCE / 2])
BIASED = [
    tiny([[-3], [2 * FORCE], [-2 * FORCE]], [1, 1, 1], [3]),
    tiny([[2 * FORCE], [-2 * FORCE]], [1, 1], [-1]),
]
SMALL = [COIN, PIXEL_COINS, *BIASED]
TILES = [*SMALL, *ONE_STEP]
QUESTIONS = [(1, TILES), (2, SMALL)]  # numbers of steps, and the tiles that are counted
CALLS = 14
LIMIT = 16  # comparisons of random numbers in one enumeration


def up(rbm, v):
    return expit(v @ rbm["W"] + rbm["b"])


def down(rbm, h):
    return expit(h @ rbm["W"].T)


def keep(p):
    return p


def chain(rbm, x, k, chance, up=up, down=down, draw_h=None, draw_v=None):
    """The right sampler, with any of its four pieces exchanged."""
    for _ in range(k):
        h = (draw_h or chance.bernoulli)(up(rbm, x))
        x = (draw_v or chance.bernoulli)(down(rbm, h))
    return x


def changed(**pieces):
    """The sampler with these pieces in place of the right ones."""
    return lambda rbm, x, k, chance: chain(rbm, x, k, chance, **pieces)


def started(start):
    """The sampler from another start."""
    return lambda rbm, x, k, chance: chain(rbm, start(x, chance), k, chance)


def drawn_by(p_of):
    """Every unit is 1 with a probability other than p."""
    return lambda rbm, x, k, chance: chain(
        rbm, x, k, chance, draw_h=lambda p: chance.bernoulli(p_of(p)), draw_v=lambda p: chance.bernoulli(p_of(p))
    )


def mean_field_visibles(rbm, x, k, chance):
    p = x
    for _ in range(k):
        p = down(rbm, chance.bernoulli(up(rbm, p)))
    return chance.bernoulli(p)


def reuses_uniforms(rbm, x, k, chance):
    u, v = chance.uniform(rbm["W"].shape[1]), chance.uniform(rbm["W"].shape[0])
    for _ in range(k):
        x = v < down(rbm, u < up(rbm, x))
    return x


def only_ones(rbm, x, k, chance):
    for _ in range(k):
        x = x * chance.bernoulli(down(rbm, chance.bernoulli(up(rbm, x))))
    return x


def thresholded(rbm, x, k, chance=None):
    return chain(rbm, x, k, chance, draw_h=np.round, draw_v=np.round)


def probabilities(rbm, x, k, chance=None):
    return chain(rbm, x, k, chance, draw_h=keep, draw_v=keep)


BY_LIKELIHOOD = [
    ("forgets-hidden-bias", "leaves the hidden bias out", "Which inputs does a hidden unit have?",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"]))]),
    ("minus-hidden-bias", "subtracts the hidden bias", "Compare the sign with the formula.",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"] - rbm["b"]))]),
    ("hidden-bias-twice", "adds the hidden bias twice", "Where is b added?",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"] + 2 * rbm["b"]))]),
    ("bias-outside-sigmoid", "adds the hidden bias to the probability", "Is b inside the brackets of the sigmoid?",
     [changed(up=lambda rbm, v: np.clip(expit(v @ rbm["W"]) + rbm["b"], 0, 1))]),
    ("bias-in-visible-layer", "adds the hidden bias again on the way down", "b belongs to one layer only.",
     [changed(down=lambda rbm, h: down(rbm, h + rbm["b"]))]),
    ("bias-only-on-the-way-down", "adds the hidden bias on the way down instead of on the way up",
     "Which layer does b belong to?",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"]), down=lambda rbm, h: down(rbm, h + rbm["b"]))]),
    ("mean-field-hiddens", "passes probabilities of the hidden units on instead of draws",
     "Which of the two layers is drawn?", [changed(draw_h=keep)]),
    ("mean-field-visibles", "passes probabilities of the pixels on from step to step, and draws at the end only",
     "Is the sample of a step drawn before the next one begins?", [mean_field_visibles]),
    ("thresholds-hiddens", "rounds the probabilities of the hidden units", "A draw needs a random number.",
     [changed(draw_h=np.round), changed(draw_h=lambda p: (p >= 0.5) * 1.0)]),
    ("thresholds-visibles", "rounds the probabilities of the pixels", "A draw needs a random number.",
     [changed(draw_v=np.round), changed(draw_v=lambda p: (p >= 0.5) * 1.0)]),
    ("inverted-comparison", "compares with the random numbers the wrong way round",
     "With which probability is a uniform number below p?", [drawn_by(lambda p: 1 - p)]),
    ("returns-negative-image", "returns 1 - x for the sample x", "Look at the last line.",
     [lambda rbm, x, k, chance: 1 - chain(rbm, x, k, chance)]),
    ("gaussian-noise", "compares the probabilities with normal random numbers", "The numbers have to be uniform.",
     [drawn_by(norm.cdf)]),
    ("fair-coins", "draws every pixel with probability 1/2", "Where do the weights come in?",
     [lambda rbm, x, k, chance: chance.bernoulli(0 * x + 0.5)]),
    ("sigmoid-twice", "applies the sigmoid twice", "What goes into the sigmoid, what comes out?",
     [changed(up=lambda rbm, v: expit(up(rbm, v)), down=lambda rbm, h: expit(down(rbm, h)))]),
    ("divides-by-784", "divides the inputs of the hidden units by the number of pixels", "The input is a sum.",
     [changed(up=lambda rbm, v: expit(v @ rbm["W"] / PIXELS + rbm["b"])),
      changed(up=lambda rbm, v: expit((v @ rbm["W"] + rbm["b"]) / PIXELS))]),
    ("wrong-sign-of-weights", "has the wrong sign of the weights", "Compare the sign with the formula.",
     [changed(up=lambda rbm, v: expit(rbm["b"] - v @ rbm["W"]), down=lambda rbm, h: 1 - down(rbm, h))]),
    ("only-ones-are-resampled", "can switch pixels off but not on", "Is the old sample still part of the new one?",
     [only_ones]),
    ("starts-from-zeros", "starts from zeros", "The chain starts from the data point x.",
     [started(lambda x, chance: 0 * x)]),
    ("starts-from-noise", "starts from random pixels", "The chain starts from the data point x.",
     [started(lambda x, chance: chance.bernoulli(0 * x + 0.5))]),
    ("starts-from-first-digit", "starts from one and the same digit whatever x is",
     "The chain starts from the data point x.",
     [started(lambda x, chance, ink=ink: chance.bernoulli(0 * x + ink)) for ink in (0.08, 0.12, 0.16, 0.2)]),
    ("reuses-uniforms", "uses the same random numbers in every step", "Where are they drawn, and how often?",
     [reuses_uniforms]),
]  # fmt: skip

def first_hiddens(n):
    def gibbs(rbm, x, k, chance):
        return chain({"W": rbm["W"][:, :n], "b": rbm["b"][:n]}, x, k, chance)

    return gibbs


def first_pixels(n):
    def gibbs(rbm, x, k, chance):
        return np.where(np.arange(PIXELS) < n, chain(rbm, x, k, chance), x)

    return gibbs


BY_PLACE = [
    ("only-first-hiddens", "uses only some of the hidden units", "How many hidden units has W?",
     list(map(first_hiddens, (10, 20, 25, 28, 30, 49, 50, 51, 64, 75, 80, 90, 98, 99)))),
    ("only-first-pixels", "draws only some of the pixels and keeps the others", "How many pixels has W?",
     list(map(first_pixels, (28, 50, 100, 196, 200, 256, 300, 391, 392, 393, 400, 500, 512, 600, 700, 783)))),
    ("one-bias-for-all", "uses one bias for all hidden units", "Each hidden unit has a bias of its own.",
     [(lambda rbm, x, k, chance, of=of: chain({"W": rbm["W"], "b": of(rbm["b"])}, x, k, chance))
      for of in (lambda b: b[0], lambda b: b[-1], np.mean, np.sum)]),
    ("mean-bias-as-visible-bias", "gives the pixels a bias, the mean of b",
     "The pixels have no bias in this exercise.",
     [changed(down=lambda rbm, h, of=of: expit(h @ rbm["W"].T + of(rbm["b"]))) for of in (np.mean, np.sum)]),
    ("transposes-weights", "reshapes W where it has to be transposed", "Compare reshape and .T on a small array.",
     [changed(up=lambda rbm, v: expit(rbm["W"].reshape(HIDDENS, PIXELS) @ v + rbm["b"]),
              down=lambda rbm, h: expit(h @ rbm["W"].reshape(HIDDENS, PIXELS)))]),
]  # fmt: skip

# The number of steps that are made for k = 1 and k = 2: a relay shows them with certainty.
BY_STEPS = {
    (0, 1): ("one-step-too-few", "makes k - 1 steps", "Count the rounds of the loop for k = 1."),
    (2, 3): ("one-step-too-many", "makes k + 1 steps", "Count the rounds of the loop for k = 1."),
    (1, 1): ("one-step-only", "makes one step whatever k is", "Does every step start from the sample before?"),
    (3, 3): ("always-three-steps", "makes three steps whatever k is", "Where does the function use k?"),
    (2, 4): ("doubles-the-steps", "makes 2k steps", "One step is both layers, once each."),
}

BY_VALUE = [
    ("returns-x-unchanged", "returns x itself", "Which name does the `return` give back?", [lambda rbm, x, k: x]),
    ("thresholds-at-half", "rounds probabilities, so that nothing is random", "A draw needs a random number.",
     [thresholded]),
    ("returns-probabilities", "returns probabilities, and draws nothing", "The sample is zeros and ones.",
     [probabilities]),
]  # fmt: skip

# By the form of what comes back; what it holds is random.
RETURNS_NOTHING = ("returns-nothing", "returns nothing", "Does the function end with `return`?")
RETURNS_PAIR = ("returns-pair", "returns the hidden units as well", "The sample alone is asked for.")
RETURNS_LIST = ("returns-list", "returns a Python list", "Later cells compute with the sample as an array.")
RETURNS_HIDDENS = ("returns-hiddens", "returns the hidden units", "The sample has the shape of a data point.")
ALL_STEPS = ("returns-all-steps", "returns the samples of all steps", "The last one is asked for.")
IMAGE = ("returns-image-shape", "returns an image of 28 x 28 pixels", "The sample has the shape of x.")
ROW = ("row-shape", "returns a row of shape (1, 784)", "The sample has the shape of x.")
COLUMN = ("column-shape", "returns a column of shape (784, 1)", "The sample has the shape of x.")
SIGNS = ("plus-minus-one", "codes the states as -1 and 1", "The states are 0 and 1.")
COUNTS = ("counts-instead-of-bits", "draws from a binomial distribution with n above 1", "What is n for a Bernoulli?")
MEANS = ("returns-mean-of-steps", "returns the mean of the samples of all steps", "The last one is asked for.")
PROBABILITIES = ("returns-probabilities", "returns the probabilities of the last step", "They have to be drawn from.")
SHAPES = ("shapes-do-not-fit", "multiplies arrays whose shapes do not fit together",
          "Write the shapes of W, x and h next to each product.")  # fmt: skip
MUTATES_X = ("mutates-x", "writes into the data point that was passed in", "`xm = x` makes no copy.")
MUTATES_RBM = ("mutates-rbm", "changes the RBM that was passed in", "`+=` and `rbm[...] = ...` change the caller's.")
SEED = ("fixed-seed-inside", "makes the same random numbers in every call", "Where is the seed set?")
ONE_FOR_ALL = ("one-uniform-for-all", "compares all units of a layer with one random number",
               "Each unit needs a number of its own.")  # fmt: skip
ONE_FOR_HIDDENS = ("one-uniform-for-hiddens", "compares all hidden units with one random number",
                   "Each unit needs a number of its own.")  # fmt: skip
ONE_FOR_VISIBLES = ("one-uniform-for-visibles", "compares all pixels with one random number",
                    "Each unit needs a number of its own.")  # fmt: skip
OWN_RBM = ("uses-global-rbm", "does not use the RBM that was passed in",
           "Does the body use the name of the argument, or that of another cell?")  # fmt: skip


def named(slug: str, does: str, look: str) -> Mistake:
    return Mistake(slug, f"It behaves exactly like a `gibbs` that {does}. {look}")


def models(table):
    return [(named(slug, does, look), model) for slug, does, look, models in table for model in models]


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
        return named(*SHAPES) if "ValueError" in seen.error else None
    if form := by_kind(seen.value) or by_codes(np.unique(seen.value)):
        return form
    if same(seen.value, again.value, 0):
        fixed = first(models(BY_VALUE), lambda model: same(seen.value, run(model, rbm, x, 3).value, 1e-6))
        return fixed or named(*SEED)
    if not same(seen.arguments[1], x, 0):
        return named(*MUTATES_X)
    return None if same(seen.arguments[0], rbm, 0) else named(*MUTATES_RBM)


def by_kind(value) -> Mistake | None:
    """Mistakes of type and shape; only a vector of the right shape gets past."""
    forms = {
        "NoneType": RETURNS_NOTHING, "tuple": RETURNS_PAIR, "list": RETURNS_LIST, (HIDDENS,): RETURNS_HIDDENS,
        (28, 28): IMAGE, (1, PIXELS): ROW, (PIXELS, 1): COLUMN, (3, PIXELS): ALL_STEPS, (4, PIXELS): ALL_STEPS,
        (PIXELS,): None,
    }  # fmt: skip
    form = value.shape if kind(value) == "array" else kind(value)
    assert form in forms, "a form that no known mistake explains"
    return named(*forms[form]) if forms[form] else None


def by_codes(values) -> Mistake | None:
    """What the different numbers of a sample are, if they are not 0 and 1."""
    if np.isin(values, (0, 1)).all():
        return None
    if set(values.tolist()) == {-1, 1}:
        return named(*SIGNS)
    if np.array_equal(values, np.round(values)):
        return named(*COUNTS)
    thirds = np.allclose(3 * values, np.round(3 * values))
    return named(*(MEANS if thirds else PROBABILITIES))


def drawn(student: Student, rbm, x, k) -> np.ndarray:
    """A sample of the student's function; AssertionError if it is none."""
    return check_binary(student.gibbs(rbm, x, k), (PIXELS,))


def by_steps(student: Student) -> Mistake | None:
    """Another number of steps than k, in three RBMs."""
    made = {steps_made(student) for _ in range(3)}
    return named(*BY_STEPS[made.pop()]) if len(made) == 1 and made <= set(BY_STEPS) else None


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
    return named(*(ONE_FOR_ALL if of_hiddens and of_pixels else ONE_FOR_HIDDENS if of_hiddens else ONE_FOR_VISIBLES))


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
    return by_persistence(np.array(samples)) or likeliest(models(BY_LIKELIHOOD), chain, counts, frequencies)


def by_persistence(samples: np.ndarray) -> Mistake | None:
    """Pixels that keep frequencies of their own (calls, 784), although every call had another RBM."""
    p = samples.mean()
    spread = samples.mean(axis=0).var() / (p * (1 - p) / len(samples) + 1e-9)
    return named(*OWN_RBM) if spread > 1.6 else None


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

    scores = [(*log_p(model), mistake) for mistake, model in models(BY_PLACE)]
    best, surprise, mistake = max(scores, key=lambda score: score[0])
    rivals = [log_p(model)[0] for _, model in [(None, chain), *models(BY_LIKELIHOOD)]]
    rivals += [score for score, _, other in scores if other.slug != mistake.slug]
    return mistake if surprise < 5 and best > max(rivals) + 14 else None
