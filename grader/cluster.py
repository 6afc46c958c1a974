"""Grading on an existing Dask cluster: the same function, another map.

The workers need this kit and its environment, nothing of the course: submissions are read and reports are written
down on the machine that runs the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from . import fingerprint
from .assignment import InputError
from .classwork import Grade, Map
from .grading import grade
from .records import Report, Submission


@contextmanager
def cluster(address: str, assignment: str, isolation: str, seed: int | None) -> Iterator[tuple[Grade, Map]]:
    """The function that grades one submission on a worker, and the map that applies it there."""
    try:
        from distributed import Client
    except ImportError:
        raise InputError("Grading on a cluster needs Dask: pip install 'rbm-course-kit[cluster]'.") from None
    try:
        client = Client(address, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"There is no Dask scheduler at {address} ({error}); start one with `dask scheduler`."
        ) from None
    with client:
        function = partial(_on_worker, assignment, isolation, seed, fingerprint.of_tests(assignment))
        yield function, partial(_map, client)


def _on_worker(
    assignment: str, isolation: str, seed: int | None, tests: str, submission: Submission, quick: bool = False
) -> Report | Submission:
    if fingerprint.of_tests(assignment) != tests:
        raise InputError("A worker has another version of the kit or of its libraries; install the same everywhere.")
    return grade(assignment, isolation, seed, submission, quick)


def _map(client, function: Grade, submissions: Iterable[Submission]) -> Iterator[Report | Submission]:
    """The reports as they are ready; a worker that dies has its submissions graded by another one."""
    from distributed import as_completed

    submissions = iter(submissions)
    ahead = 4 * max(1, sum(client.nthreads().values()))
    running = as_completed()
    count = 0
    for submission in submissions:
        # Grading is no pure function: its tests draw random numbers. So each call has a key of its own.
        running.add(client.submit(function, submission, pure=False))
        count += 1
        if count >= ahead:
            yield next(running).result()
            count -= 1
    yield from (future.result() for future in running)
