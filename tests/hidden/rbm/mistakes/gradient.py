"""Which mistake of `gradient` explains the values that a student's function gives with known samples."""

from __future__ import annotations

import numpy as np

from grader.testing import Mistake, Seen, Student, ask, first, kind, run, same

from ..models import HIDDENS, PIXELS, Relay, contrast
from .gradient_models import MISTAKES, TABLE, hidden, outer, right

TOLERANCE = 1e-5
named = MISTAKES.named


class Script:
    """Stands for `gibbs`: returns one sample after the other, and notes how it was called."""

    def __init__(self, relay: Relay, x: np.ndarray, samples: list[np.ndarray]) -> None:
        self.relay, self.x, self.samples = relay, x, samples
        self.calls: list[tuple[int, bool, bool]] = []
        self.starts: list[np.ndarray] = []

    def __call__(self, rbm, x, k, *_):
        at_x, at_rbm = np.array_equal(x, self.x), np.array_equal(rbm["W"], self.relay.rbm["W"])
        self.starts.append(np.array(x))
        self.calls.append((int(k), at_x, at_rbm))
        return self.samples[(len(self.calls) - 1) % len(self.samples)].copy()

    def again(self) -> Script:
        """The same script from its beginning."""
        return Script(self.relay, self.x, self.samples)

    def step(self, v: np.ndarray) -> np.ndarray:
        """One more step from a scripted sample."""
        return self.relay.state(1)


class Certain(Script):
    """Stands for the sampler that a student has written out: the chain of the relay."""

    def __call__(self, rbm, x, k, *_):
        return self.relay.state(k) if k else self.x

    def again(self) -> Script:
        return Certain(self.relay, self.x, [])

    def step(self, v: np.ndarray) -> np.ndarray:
        return self.relay.state(int(v[self.relay.chain].sum()))


def diagnose(student: Student) -> Mistake | None:
    """The mistake that gives the same values with the same samples."""
    relay = Relay(student.rng)
    while 0 not in relay.active:  # the first hidden unit takes part: some loops end after it
        relay = Relay(student.rng)
    x, *samples = [relay.start(student.rng.choice(relay.free, 8, replace=False)) for _ in range(5)]
    script = Script(relay, x, samples)
    with student.replacing(gibbs=script):
        seen = ask(student, "gradient", relay.rbm, x)
    if seen.error:
        sizes = "ValueError: operands could not be broadcast" in seen.error
        return named("multiplies-vectors-of-different-size") if sizes else None
    world = script.again() if script.calls else Certain(relay, x, [])

    def explains(model):
        part = world.again()
        return same(seen, run(model, relay.rbm, x, gibbs=part), TOLERANCE) and part.calls == script.calls

    if explains(right):
        return None if script.calls else by_coins(student)
    if mistake := first(MISTAKES.models(TABLE), explains):
        return mistake
    sample = samples[0] if script.calls else relay.state(3)
    return by_numbers(seen, relay.rbm, x, sample) or by_arguments(student, script)


def by_numbers(seen: Seen, rbm, x, sample) -> Mistake | None:
    """Signs in place of numbers, or hidden units that are drawn."""
    shapes = [(PIXELS, HIDDENS), (HIDDENS,)]
    if kind(seen.value) not in ("tuple", "list") or [np.shape(d) for d in seen.value] != shapes:
        return None
    dW, db = seen.value
    right_dW, right_db = contrast(rbm, x, sample)
    if is_sign(dW, right_dW) and is_sign(db, right_db):
        return named("only-the-sign")
    # Pixels that are on in x only, or in the sample only, show the hidden units of that term.
    h, hm = dW[(x > sample).argmax()], -dW[(x < sample).argmax()]
    consistent = same(dW, outer(x, h, sample, hm), TOLERANCE) and same(db, h - hm, TOLERANCE)
    drawn = tuple(bool(np.isin(units, (0, 1)).all()) for units in (h, hm))
    right = [same(units, hidden(rbm, v), TOLERANCE) for units, v in ((h, x), (hm, sample))]
    slugs = {(True, True): "hiddens", (True, False): "data-hiddens", (False, True): "model-hiddens"}
    explained = consistent and all(a or b for a, b in zip(drawn, right, strict=True))
    return named(f"sampled-{slugs[drawn]}") if explained and drawn in slugs else None


def is_sign(got, d) -> bool:
    """Whether `got` are the signs of d, wherever d is not 0 up to rounding."""
    clear = np.abs(d) > 1e-9
    return bool(np.isin(got, (-1, 0, 1)).all() and np.array_equal(got[clear], np.sign(d[clear])) and clear.any())


def by_arguments(student: Student, script: Script) -> Mistake | None:
    """An RBM or a data point of its own, as the calls of the sampler show."""
    if not script.calls:
        return None
    if not all(at_rbm for _, _, at_rbm in script.calls):
        return named("uses-global-rbm")
    with student.replacing(gibbs=script):
        ask(student, "gradient", script.relay.rbm, script.x)
    own = not script.calls[0][1] and all(np.array_equal(start, script.starts[0]) for start in script.starts)
    return named("uses-first-digit") if own else None


def by_coins(student: Student) -> Mistake | None:
    """Mistakes of a sampler that is written out, seen at pixels that are fair coins."""
    relay = Relay(student.rng, coins=60)
    x = relay.start(student.rng.choice(relay.free, 8, replace=False))
    one, two = (ask(student, "gradient", relay.rbm, x).value for _ in range(2))
    coins = -relay.share(one[0])[relay.coins[:30]]
    repeats = same(one, two, 1e-12)
    if np.abs(coins - 0.5).max() < 1e-6:
        return named("mean-field-chain" if repeats else "sample-of-probabilities")
    return named("fixed-seed-inside") if repeats and np.isin(np.round(coins, 9), (0, 1)).all() else None
