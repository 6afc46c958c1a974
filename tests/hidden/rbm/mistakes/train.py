"""Which mistake of `train` explains what a student's function makes of the data points that it picks."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from grader.testing import Canned, Mistake, Student, ask, first, run, same

from ..models import HIDDENS, PIXELS, Relay
from .train_models import DATA, MISTAKES, ONE_ROW, ROUNDS, ROWS, TABLE, loop

TOLERANCE = 1e-7
PATIENCE = 150  # calls of `gradient` in one training
named = MISTAKES.named


class Picks:
    """Stands for `gradient` and notes the points; or replays noted ones to a model, which has to use all of them."""

    def __init__(self, relay: Relay, points: list[np.ndarray] | None = None) -> None:
        self.relay, self.points, self.used = relay, points, []
        self.own_rbm = True  # the first call has the RBM that was passed in

    def __call__(self, rbm, x, *_):
        if not self.used:
            self.own_rbm = np.array_equal(rbm["W"], self.relay.rbm["W"])
        self.used.append(np.array(x, dtype=np.float64))
        if len(self.used) > PATIENCE:
            raise ValueError("too many iterations to wait for")
        return self.relay.gradient(rbm, x)

    def pick(self) -> np.ndarray:
        """The data point that the student's function used at this place."""
        return self.points[len(self.used)]


class Run:
    """One training by the student's function: what it was given, what it did, which points it used.

    If only the points matter, a `constant` gradient spares the way across the wall in each iteration.
    """

    def __init__(
        self, student: Student, n: int, nbit: int, lr: float | None = None, alike: bool = False, constant: bool = False
    ) -> None:
        self.relay, self.nbit = Relay(student.rng), nbit
        self.lr = lr or student.rng.uniform(0.011, 0.019)
        free = student.rng.permutation(self.relay.free)
        self.X = np.array([self.relay.start([*free[:8], free[8 + (0 if alike else i)]]) for i in range(n)])
        picks, canned = Picks(self.relay), Canned(self.relay.constant(), reads=[1], limit=PATIENCE)
        with student.replacing(gradient=canned if constant else picks):
            self.seen = ask(student, "train", self.relay.rbm, self.X, self.lr, nbit)
        self.points = [x for (x,) in canned.calls] if constant else picks.used
        self.endless, self.own_rbm = len(self.points) > PATIENCE, picks.own_rbm

    @property
    def rows(self) -> list[int | None]:
        """The number of the row that each point is, None if it is none."""
        return [self._row(point) for point in self.points]

    def _row(self, point: Any) -> int | None:
        found = np.flatnonzero((point == self.X).all(axis=1)) if np.shape(point) == (PIXELS,) else []
        return int(found[0]) if len(found) else None

    def explained_by(self, model) -> bool:
        """Whether the model leaves the same RBM and uses the same points."""
        picks = Picks(self.relay, self.points or [self.X[0]] * PATIENCE)
        what = run(model, self.relay.rbm, self.X, self.lr, self.nbit, picks=picks)
        if what.error or self.seen.error:
            return False
        alike = same(self.seen.arguments[0], what.arguments[0], TOLERANCE)
        return alike and (not self.points or same(self.points, picks.used, 0))


def diagnose(student: Student) -> Mistake | None:
    """The mistake that explains, in this order: an error, the updates, their number, the data points."""
    short = Run(student, n=8, nbit=3)
    if short.endless:
        return named("ignores-nbit")
    written = not short.points and not short.seen.error  # out, so that the points are not seen: all alike, then
    runs = [Run(student, n=8, nbit=3, alike=True) if written else short, Run(student, n=4, nbit=7, alike=written)]
    if any(each.seen.error for each in runs):
        return by_error(student, runs)
    if not short.own_rbm and same(short.seen.arguments[0], short.relay.rbm, 0):
        return named("uses-global-rbm")
    if all(each.points and each.explained_by(replay(len(each.points))) for each in runs):
        return by_rounds(student, runs)
    if all(each.explained_by(replay(each.nbit)) for each in runs):
        return None
    by_model = first(MISTAKES.models(TABLE), lambda model: all(each.explained_by(model) for each in runs))
    return by_model or by_parameters(short)


def replay(rounds: int):
    """The right updates, that many of them."""
    return loop(rounds=lambda *_: rounds)


def by_error(student: Student, runs: list[Run]) -> Mistake | None:
    """Rows that are not there: which numbers were asked for, in a dozen trainings more."""
    if any("'dict' object has no attribute" in (each.seen.error or "") for each in runs):
        return named("treats-rbm-as-object")
    runs = [*runs, *(Run(student, n=8, nbit=3, constant=True) for _ in range(12))]
    found = [(re.search(r"index (\d+) is out of bounds", each.seen.error or ""), len(each.X)) for each in runs]
    asked = [(int(match[1]), n) for match, n in found if match]
    if not asked:
        return None
    if all(row == n for row, n in asked):
        return named("row-number-out-of-range")
    return named("uses-784-rows" if max(asked)[0] < PIXELS else "number-of-rows-hard-coded")


def by_rounds(student: Student, runs: list[Run]) -> Mistake | None:
    """The updates are right: another number of them, or other data points."""
    if any(None in each.rows for each in runs):
        return by_data(runs)
    made = [len(each.points) for each in runs]
    asked = [each.nbit for each in runs]
    if made == asked:
        many = Run(student, n=4, nbit=104, constant=True)
        return named("at-most-100-iterations") if len(many.points) == 100 else by_rows(student)
    if made == [1, 1] and len(Run(student, n=4, nbit=7, lr=1000.0).points) > 1:
        return named("stops-early")
    for row in ROUNDS:
        if made == [row[-1](len(each.X), each.nbit) for each in runs]:
            return named(row[0])
    if made[0] == made[1]:
        return named("ignores-nbit")
    return named("sums-a-batch") if made[0] % asked[0] == 0 and made[0] * asked[1] == made[1] * asked[0] else None


def by_rows(student: Student) -> Mistake | None:
    """The updates and their number are right: how the rows are picked."""
    sizes = (40, 40, 57, 3)
    runs = [Run(student, n=n, nbit=60 if n == 3 else 30, constant=True) for n in sizes]
    if any(each.seen.error for each in runs):
        return by_error(student, runs)
    picks = [np.array(each.rows) for each in runs]
    one = all(len(set(rows.tolist())) == 1 for rows in picks)
    for row in ONE_ROW if one else ROWS:
        if all(row[-1](rows, n) for rows, n in zip(picks, sizes, strict=True)):
            return named(row[0])
    repeats = np.array_equal(picks[0], picks[1])
    if one:
        return named("seeds-every-iteration" if repeats else "draws-row-once")
    if repeats:
        return named("fixed-seed-inside")
    epochs = picks[3].reshape(-1, 3)
    if (epochs == epochs[0]).all() and set(epochs[0]) == {0, 1, 2}:
        return named("same-order-every-epoch")
    return by_few_rows(np.bincount(picks[3], minlength=3))


def by_few_rows(counts: np.ndarray) -> Mistake | None:
    """How often each of three rows was picked, 60 times in all."""
    if counts[0] == 0 < counts[2] or counts[2] == 0 < counts[0]:
        return named("never-first-row" if counts[0] == 0 else "never-last-row")
    return named("unequal-rows") if counts.max() > 40 else None


def by_parameters(each: Run) -> Mistake | None:
    """The caller's RBM has become quite another one."""
    rbm = each.seen.arguments[0]
    small = isinstance(rbm, dict) and np.shape(rbm.get("W")) == (PIXELS, HIDDENS) and np.abs(rbm["W"]).max() < 3
    return named("restarts-weights") if small else None


def by_data(runs: list[Run]) -> Mistake | None:
    """What the points are that are no rows of X."""
    points = [(point, each.X) for each in runs for point in each.points if point.shape == (PIXELS,)]
    for row in DATA:
        if points and all(row[-1](point, X) for point, X in points):
            return named(row[0])
    binary = points and all(np.isin(point, (0, 1)).all() for point, _ in points)
    return named("uses-global-X") if binary else None
