"""What hidden tests ask of plain values: a failed check says what was expected and what came instead.

The order is fixed and stops at the first fault: returned at all, type, shape, finite, value. Messages never repeat
a hidden input or an expected array.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import numpy as np

Shape = tuple[int, ...]


class Mismatch(AssertionError):
    """A failed check: what was looked at, what was expected of it and what came, apart and as one sentence."""

    def __init__(self, what: str, verb: str, expected: str, got: str) -> None:
        super().__init__(f"expected {what} {verb} {expected}, not {got}".replace("  ", " "))
        self.expected, self.got = expected, got


def check_array(value: Any, shape: Shape | None = None, what: str = "the answer", finite: bool = True) -> np.ndarray:
    """The numbers of `value`, as int64 or float64 of that shape. Raises Mismatch."""
    if value is None:
        raise Mismatch(what, "to be", "an array", "None: is there a `return`?")
    if not isinstance(value, np.ndarray):
        raise Mismatch(what, "to be", "a NumPy array", describe(value))
    if value.dtype.kind not in "biuf":
        raise Mismatch(what, "to hold", "real numbers", str(value.dtype))
    if shape is not None and value.shape != shape:
        raise Mismatch(what, "to have", f"the shape {shape}", str(value.shape))
    known = np.isfinite(value)
    if finite and not known.all():
        bad = value.size - np.count_nonzero(known)
        raise Mismatch(what, "to be", "finite", f"nan or inf in {bad} of {value.size} places")
    return value.astype(np.float64 if value.dtype.kind == "f" else np.int64, copy=False)


def check_binary(value: Any, shape: Shape, what: str = "the answer") -> np.ndarray:
    """The zeros and ones of `value`, of any dtype, as int64. Raises Mismatch."""
    array = check_array(value, shape, what)
    other = array[(array != 0) & (array != 1)]
    if other.size:
        raise Mismatch(what, "to hold", "only 0 and 1", f"values such as {other.flat[0]:.4g}")
    return array.astype(np.int64)


def check_close(got: np.ndarray, expected: np.ndarray, tolerance: float, what: str = "the answer") -> None:
    """Every element is within `tolerance`; written so that nan fails. Raises Mismatch."""
    off = np.abs(np.asarray(got, dtype=np.float64) - expected)
    wrong = ~(off <= tolerance)
    if wrong.any():
        came = f"off by up to {np.max(off):.3g} (in {np.sum(wrong)} of {wrong.size} places)"
        raise Mismatch(what, "to be", f"right to {tolerance:g}", came)


def check_unchanged(after: Any, before: Any, what: str = "the argument") -> None:
    """An argument holds what it held before the call: arrays and numbers, and dicts of them. Raises Mismatch."""
    if isinstance(before, dict):
        if not isinstance(after, dict) or set(after) != set(before):
            raise Mismatch(what, "to keep", "its keys after the call", "to be changed")
        for key in before:
            check_unchanged(after[key], before[key], f"{what}[{key!r}]")
    else:
        same = isinstance(after, type(before)) and np.shape(after) == np.shape(before) and np.array_equal(after, before)
        if not same:
            raise Mismatch(what, "to be", "the same after the call", "changed")


def check_count(count: int, n: int, p: float, false_alarm: float, what: str = "an event") -> None:
    """`count` of `n` independent events of probability `p` is no surprise: each tail has half of `false_alarm`."""
    check_counts(np.array([count]), np.array([p]), n, false_alarm, what)


def check_counts(counts: np.ndarray, p: np.ndarray, n: int, false_alarm: float, what: str = "an outcome") -> None:
    """None of the counts of outcomes with probabilities `p` in `n` trials is a surprise; `false_alarm` for all."""
    low, high = typical(n, p, false_alarm / len(p))
    for place in np.flatnonzero(~((low <= counts) & (counts <= high)))[:1]:
        mean = n * p[place]
        about = f"about {mean:{'.0f' if mean >= 100 else '.3g'}} times in {n}"
        raise Mismatch(what, "", about, f"{counts[place]} times")


def check_mean(mean: float, n: int, values: np.ndarray, p: np.ndarray, false_alarm: float, what: str) -> None:
    """The mean of `n` independent draws of `values` with probabilities `p` is no surprise (Chernoff's bound).

    The bound holds as well if what is averaged has less noise than single draws. inf and nan are always a surprise.
    """
    bound = min(1.0, 2 * np.exp(-n * rate(mean, values, p))) if math.isfinite(mean) else 0.0
    if not bound >= false_alarm:
        raise Mismatch(what, "to be", f"about {float(p @ values):.2g} on average", f"{mean:.2g}")


def rate(mean: float, values: np.ndarray, p: np.ndarray) -> float:
    """Cramer's rate: a mean of n draws lies at `mean` or beyond with probability exp(-n rate) at most.

    Any tilt gives a valid bound, so a grid of tilts is enough.
    """
    scale = max(float(np.ptp(values)), 1e-12)
    tilts = np.concatenate([sign * np.geomspace(1e-3, 1e3, 200) for sign in (-1, 1)]) / scale
    exponents = tilts[:, None] * (values - mean)
    top = exponents.max(axis=1)
    return max(0.0, float(np.max(-top - np.log(np.exp(exponents - top[:, None]) @ p))))


def slower_than_loop(call: Callable[[], Any], t: np.ndarray, tries: int = 60, patience: float = 1.0) -> bool:
    """Whether every one of many calls takes longer than a Python loop of math.exp over the elements of t.

    The loop is timed by its processor time, and here and now if a call is not fast at once. A call is timed by the
    clock, with the way there and back: noise only makes it slower, so one fast call is proof and a slow one is tried
    again.
    """
    if _seconds(call) <= 0.8 * _usual_loop_seconds(len(t)):
        return False
    limit = 0.8 * min(_loop_seconds(t) for _ in range(3))
    started = time.perf_counter()
    for attempt in range(tries):
        if _seconds(call) <= limit:
            return False
        if attempt >= 9 and time.perf_counter() - started > patience:
            break
    return True


def _seconds(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


@cache
def _usual_loop_seconds(n: int) -> float:
    """Measured once in a process: it takes longer than all that most answers compute."""
    return min(_loop_seconds(np.linspace(-5, 5, n)) for _ in range(3))


def _loop_seconds(t: np.ndarray) -> float:
    started = time.thread_time()
    np.array([1 / (1 + math.exp(-value)) for value in t.tolist()])
    return time.thread_time() - started


def typical(n: int, p: np.ndarray, false_alarm: float) -> tuple[np.ndarray, np.ndarray]:
    """The counts low..high outside of which a Binomial(n, p) falls with probability `false_alarm` at most."""
    return _typical(n, tuple(p.tolist()), false_alarm)


@lru_cache(maxsize=1000)  # the tests of every submission ask for the same
def _typical(n: int, probabilities: tuple[float, ...], false_alarm: float) -> tuple[np.ndarray, np.ndarray]:
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    k = np.arange(n + 1)
    log_ways = log_factorial[n] - log_factorial[k] - log_factorial[n - k]
    bounds = [_typical_counts(p, k, log_ways, false_alarm / 2) for p in np.clip(probabilities, 0, 1)]
    low, high = np.array(bounds, dtype=np.int64).reshape(-1, 2).T
    return low, high


def _typical_counts(p: float, k: np.ndarray, log_ways: np.ndarray, tail: float) -> tuple[int, int]:
    """The smallest count whose lower tail, and the smallest whose upper tail beyond it, is no rarer than `tail`."""
    n = len(k) - 1
    if p in (0, 1):  # sums of probabilities leave [0, 1] by rounding, and were clipped
        return int(n * p), int(n * p)
    chances = np.exp(log_ways + k * math.log(p) + (n - k) * math.log1p(-p))
    below = np.cumsum(chances)  # P(count <= k)
    above = np.cumsum(chances[::-1])[::-1] - chances  # P(count > k), summed from the small terms up
    return int(np.argmax(below >= tail)), int(np.argmax(above <= tail))


def describe(value: Any) -> str:
    """What kind of thing came back, in a few words."""
    if isinstance(value, (list, tuple, dict)):
        return f"a {type(value).__name__} of {len(value)} elements"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, (bool, int, float, complex)):
        return f"the single number {value if isinstance(value, bool) else format(value, '.4g')}"
    return f"a {getattr(value, 'type_name', type(value).__name__)}"
