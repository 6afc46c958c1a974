"""Which named mistake explains what a student's functions do: the only one that behaves alike under all questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from grader.testing import Mistake, Seen, Student, ask, run

from . import mistakes_cd_gradient, mistakes_fit, mistakes_gibbs_step
from . import mistakes_chains as chains
from . import mistakes_values as values
from .behaviour import Behaviour, Question, form, observe
from .oracle import RBM, blocks, random_rbm, relay, states

RNG = np.random.default_rng(20)
FIRST_LOOK = 10, 20.0  # calls, and standard errors: enough to see that most models are none
MODEL_CALLS = 120  # once for all submissions
MARGIN = 25.0  # by how much nearer than any other mistake the named one has to be
SMALL, LARGE = random_rbm(RNG, 5, 3, 1.5), {name: 700 * value for name, value in random_rbm(RNG, 5, 4).items()}
COINS = {
    "W": np.array([[3.0, -2.0], [-4.0, 3.0], [2.0, 4.0]]),
    "b": np.array([-0.5, 0.7, -2.0]),
    "c": np.array([0.6, -1.5]),
}
MILD = {name: 0.5 * value for name, value in COINS.items()}  # every coin can fall on either side
FAIR = {name: 0 * value for name, value in COINS.items()}
ROWS = np.repeat(states(3)[[1, 6, 7]], 40, axis=0)
LINE = np.hstack([np.eye(6)[[0, 0, 0, 5, 5, 0, 5]], np.eye(7)])  # seven rows that can be told apart
LR = 1e-3
FIXED_SEED = Mistake("fixed-seed-inside", "It gives the same result in every call. Do not seed inside: use `rng`.")
FIXED_ORDER = Mistake("fixed-order", "It shuffles the rows in the same way in every call. Use `rng` for that.")


def value(seen: Seen) -> Any:
    return seen.value


def layers(seen: Seen) -> Any:
    """Of each start: averages over its rows of all units and of their products, and the squares of the former."""
    if form(seen.value)[1:] != [((120, 2), True), ((120, 3), True)]:
        return seen.value
    groups = np.hstack(list(seen.value)).reshape(3, 40, 5)
    return np.einsum("gri,grj->gij", groups, groups) / 40, groups.mean(axis=1) ** 2


def per_start(n: int) -> Callable[[Seen], Any]:
    """Mean and mean square over the rows of each start, and the share of values that are multiples of 1/n."""

    def features(seen: Seen) -> Any:
        if form(seen.value)[0] != ROWS.shape:
            return seen.value
        groups = seen.value.reshape(3, 40, 3)
        whole = np.isclose(n * groups, np.round(n * groups)).mean()
        return groups.mean(axis=1), (groups**2).mean(axis=1), groups.mean(axis=1) ** 2, whole

    return features


def chain(seen: Seen) -> Any:
    """Mean of every row over independent copies, and of its product with the next one."""
    if not isinstance(seen.value, np.ndarray) or seen.value.ndim != 2 or seen.value.shape[1] != 60:
        return seen.value
    rows = seen.value.reshape(len(seen.value), 20, 3)
    return rows.mean(axis=1), (rows[1:, :, :, None] * rows[:-1, :, None, :]).mean(axis=1)


def trained(before: RBM, lr: float = LR) -> Callable[[Seen], Any]:
    """How far the machine went, divided by the rate, each number and in all, and the ratios of the records."""

    def features(seen: Seen) -> Any:
        records = seen.value if isinstance(seen.value, (list, tuple)) else []
        ratios = [record.get("free_energy_ratio") for record in records if isinstance(record, dict)]
        after = seen.arguments[0] if seen.arguments else {}
        change = [(after[name] - before[name]) / lr for name in ("W", "b", "c") if name in after]
        return change, [np.sum(each**2) for each in change], ratios

    return features


def questions_of_fit() -> list[tuple[str, Question, Callable[[Seen], Any]]]:
    """Certain machines under several settings, and one with validation rows."""
    line = relay(6, extra=7)
    machine = {"W": SMALL["W"], "b": np.abs(SMALL["b"]) + 1, "c": SMALL["c"]}
    V = states(5)[[3, 9, 17, 30]]
    return [
        ("fit", Question((line, LINE, 3, LR, 0.5, 3, 2, None), 7), trained(line)),
        ("fit", Question((line, LINE, 3, LR, 1.0, 6, 1, None), 7), trained(line)),
        ("fit", Question((line, LINE, 1, LR, 0.5, 7, 1, None), 7), trained(line)),
        ("fit", Question((machine, V, 1, 1e-9, 1.0, 2, 1, None, states(5)[[5, 14, 29]]), 7), trained(machine, 1.0)),
    ]


QUESTIONS: dict[str, list[tuple[str, Question, Callable[[Seen], Any]]]] = {
    "free_energy": [("free_energy", Question((m, states(5))), value) for m in (SMALL, LARGE)],
    "conditionals": [
        question
        for m in (SMALL, LARGE)
        for question in (
            ("hidden_given_visible", Question((m, states(5))), value),
            ("visible_given_hidden", Question((m, states(len(m["c"])))), value),
        )
    ],
    "gibbs_step": [("gibbs_step", Question((m, ROWS, None), 2, 60), layers) for m in (FAIR, MILD, COINS)],
    "cd_gradient": [
        ("cd_gradient", Question((relay(6), np.eye(6)[[0, 0, 5, 0, 2]], 3, None), 3), value),
        ("cd_gradient", Question((COINS, ROWS, 1, None), 3), value),
        ("cd_gradient", Question((COINS, ROWS, 2, None), 3), value),
    ],
    "fit": questions_of_fit(),
    "reconstruct": [("reconstruct", Question((COINS, ROWS, n, None), 3), per_start(n)) for n in (3, 8)],
    "dream": [
        ("dream", Question((relay(8), np.eye(8)[0], 5, None), 3), value),
        *(("dream", Question((blocks(m, 20), np.tile([1.0, 0, 1], 20), 4, None), 3), chain) for m in (MILD, COINS)),
    ],
    "log_likelihood": [("log_likelihood", Question((m, states(5)[:20])), value) for m in (SMALL, LARGE)],
}

RIGHT = {
    "free_energy": values.free_energy,
    "conditionals": (values.right_up, values.right_down),
    "gibbs_step": mistakes_gibbs_step.step,
    "cd_gradient": mistakes_cd_gradient.cd,
    "fit": mistakes_fit.fit,
    "reconstruct": chains.reconstruct,
    "dream": chains.dream,
    "log_likelihood": values.log_p,
}

TABLES = {
    "free_energy": values.FREE_ENERGY,
    "conditionals": values.CONDITIONALS,
    "gibbs_step": mistakes_gibbs_step.GIBBS_STEP,
    "cd_gradient": mistakes_cd_gradient.CD_GRADIENT,
    "fit": mistakes_fit.FIT,
    "reconstruct": chains.RECONSTRUCT,
    "dream": chains.DREAM,
    "log_likelihood": values.LOG_LIKELIHOOD,
}


@cache
def known(part: str) -> list[tuple[Mistake, Any]]:
    """The mistakes of a part and their models."""
    return [
        (Mistake(slug, f"It behaves exactly like a `{part}` that {does}. {look}"), model)
        for slug, does, look, models in TABLES[part]
        for model in models
    ]


@cache
def observed(part: str, i: int, model: Any, calls: int = MODEL_CALLS) -> Behaviour:
    """How a model behaves under one question; a pair of models stands for the two conditionals."""
    name, question, features = QUESTIONS[part][i]
    one = model[name == "visible_given_hidden"] if isinstance(model, tuple) else model
    return observe(lambda *args: run(one, *args), question, features, calls)


def diagnose(student: Student, part: str) -> Mistake | None:
    """The mistake of that part that behaves exactly as the student's function does, or None."""
    seen = [
        observe(lambda *args, name=name: ask(student, name, *args), question, features)
        for name, question, features in QUESTIONS[part]
    ]
    return nearest(part, seen)


def nearest(part: str, seen: list[Behaviour]) -> Mistake | None:
    """The mistake whose behaviour resembles what was seen, if nothing else comes near it, the right answer least."""
    distances: dict[Mistake | None, float] = {None: distance(part, seen, RIGHT[part])}
    for mistake, model in known(part):
        distances[mistake] = min(distance(part, seen, model), distances.get(mistake, np.inf))
    first, second = sorted(distances, key=distances.__getitem__)[:2]
    if distances[first] == np.inf and never_changes(part, seen):
        return FIXED_ORDER if part == "fit" else FIXED_SEED
    return first if distances[first] < distances[second] - MARGIN else None


def never_changes(part: str, seen: list[Behaviour]) -> bool:
    """Whether results of the right form are the same in every call, where those of the right answer are not."""
    right = [observed(part, i, RIGHT[part], FIRST_LOOK[0]) for i in range(len(seen))]
    if any(s.form != r.form for s, r in zip(seen, right, strict=True)):
        return False
    draws = [question.rng_at is not None for _, question, _ in QUESTIONS[part]]
    return any(s.flags[-1] and not r.flags[-1] for s, r, d in zip(seen, right, draws, strict=True) if d)


def distance(part: str, seen: list[Behaviour], model: Any) -> float:
    """How far a model's behaviour is from what was seen under all questions; inf where it cannot be the same."""
    calls, deviations = FIRST_LOOK
    total = 0.0
    for i, behaviour in enumerate(seen):
        if np.isinf(behaviour.distance(observed(part, i, model, calls), deviations)):
            return np.inf
        total += behaviour.distance(observed(part, i, model))
    return total
