"""Which mistake of `sigm` explains the values that a student's function gives."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from grader.testing import Mistake, Seen, Student, ask, first, kind, run, same, slower_than_loop

from .sigm_models import MISTAKES, TABLE, right

TOLERANCE = 1e-11
named = MISTAKES.named


def diagnose(student: Student) -> Mistake | None:
    """The mistake that gives the same values as the student's function, for vectors of several kinds."""
    rng = student.rng
    tails = np.array([-1000.0, -745, -710, -300, -40, 40, 300, 710, 745, 1000])
    questions = [
        rng.permutation([0.0, *rng.uniform(-30, 30, 69), *rng.uniform(-2, 2, 30)]),  # draws do not look like a step
        rng.permutation([*tails, *rng.uniform(-900, -300, 3)]),
        rng.permutation([*tails, *rng.uniform(300, 900, 3)]),
        rng.uniform(300, 1000, 7),
        rng.permutation(np.append(rng.normal(0, 3, 6), 0.0)),
    ]
    seen = [ask(student, "sigm", t) for t in questions]

    if any("TypeError" in (each.error or "") and "array" not in (each.error or "") for each in seen):
        return None  # not about numbers and arrays, but a slip such as calling a number

    def explains(model):
        return all(same(what, run(model, t), TOLERANCE) for t, what in zip(questions, seen, strict=True))

    if explains(right):
        return named("loops-over-elements") if is_slow(student) else None
    return first(MISTAKES.models(TABLE), explains) or by_behaviour(student, questions[0], seen[0])


def by_behaviour(student: Student, t: np.ndarray, seen: Seen) -> Mistake | None:
    """Mistakes that no fixed values can show."""
    if kind(seen.value) != "array" or seen.value.shape != t.shape:
        return None
    if same(ask(student, "sigm", student.rng.permutation(t)).value, seen.value, TOLERANCE):
        return named("uses-global-z")
    drawn = np.array([ask(student, "sigm", t).value for _ in range(40)], dtype=np.float64)
    binary = np.isin(drawn, (0, 1)).all() and np.ptp(drawn, axis=0).any()
    z = (drawn.mean(axis=0) - expit(t)) / np.sqrt(expit(t) * expit(-t) / len(drawn) + 1e-3)
    return named("samples") if binary and np.abs(z).max() < 5 else None


def is_slow(student: Student) -> bool:
    """Whether a long vector takes as long as in a loop."""
    t = student.rng.uniform(-5, 5, 20_000)
    return slower_than_loop(lambda: student.sigm(t), t)
