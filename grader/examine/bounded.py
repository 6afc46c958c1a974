"""What a student's code may make our side compute: for so long, with so much memory, on so many numbers."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from typing import Any

import numpy

# for one evaluation of a reference on what a student's code sends
_SECONDS, _MEMORY, _MOST_WORK = 5.0, 512 * 2**20, 8_000_000


@contextlib.contextmanager
def bounded(arguments: Any, seconds: float = _SECONDS) -> Iterator[None]:
    """Let our side compute with a student's arguments: for so long, with so much memory.

    A student may ask for a million steps, or for the product of a column with a row of millions. A signal
    cannot interrupt a single operation of NumPy, so the arrays have to be small enough for that to be short.
    """
    if _work(arguments) > _MOST_WORK:
        raise ValueError("arrays that are too large")
    with _time_limit(seconds), _memory_limit():
        yield


def _work(value: Any) -> int:
    """The numbers in all arrays; those for which there is no BLAS count for more."""
    if isinstance(value, numpy.ndarray):
        return value.size * (1 if value.dtype.char in "fdFD" else 8 if value.dtype.kind in "biu" else 64)
    if isinstance(value, dict):
        return sum(map(_work, value.values()))
    return sum(map(_work, value)) if isinstance(value, list | tuple) else 0


@contextlib.contextmanager
def _memory_limit() -> Iterator[None]:
    """Raise MemoryError before this process has grown by more than that."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + _MEMORY, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)


def _address_space() -> int:
    """Bytes of this process's address space. psutil takes ten times as long, as long as many an evaluation."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the main thread after that time."""

    def stop(number: int, frame: Any) -> None:
        raise TimeoutError(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
