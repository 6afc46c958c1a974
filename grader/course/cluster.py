"""Grading on an existing Dask cluster: the same function, another map.

The workers need this kit and its environment, nothing of the course: submissions are read and reports are written
down on the machine that runs the command.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..examine.pool import fault, grade
from ..kit.assignment import Assignment
from ..kit.kit import carried, kit_at
from ..records import Submission
from .classwork import Grade, Map, Outcome
from .fingerprint import changed, of_assignment

if TYPE_CHECKING:
    from distributed import Client


@contextmanager
def cluster(address: str, assignment: Assignment, isolation: str, seed: int | None) -> Iterator[tuple[Grade, Map]]:
    """The function that grades one submission on a worker, and the map that applies it there."""
    try:
        from distributed import Client
    except ImportError:
        raise InputError("Grading on a cluster needs Dask: pip install distributed") from None
    try:
        client = Client(address, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"There is no Dask scheduler at {address} ({error}); start one with `dask scheduler`."
        ) from None
    with client:
        function = partial(_on_worker, _place(assignment), assignment.id, isolation, seed, of_assignment(assignment))
        if not client.nthreads():
            print(f"The scheduler at {address} has no workers yet; waiting for one ...", file=sys.stderr)
        yield function, partial(_map, client, assignment, isolation)


def _place(assignment: Assignment) -> str | None:
    """Where a worker finds the kit: at the same path, or with its own grader."""
    return None if assignment.kit == carried() else str(assignment.kit.root)


def _on_worker(
    place: str | None,
    name: str,
    isolation: str,
    seed: int | None,
    expected: dict[str, str],
    submission: Submission,
    quick: bool = False,
) -> Outcome:
    assignment = Assignment.load(kit_at(Path(place)) if place else carried(), name)
    if other := changed(expected, {**expected, **of_assignment(assignment)}):
        raise InputError(f"A worker has another version of {', '.join(other)}; install the same everywhere.")
    return grade(assignment, isolation, seed, submission, quick)


def _map(
    client: Client,
    assignment: Assignment,
    isolation: str,
    function: Callable[[Submission], Outcome],
    submissions: Iterable[Submission],
) -> Iterator[Outcome]:
    """The reports as they are ready; a worker that dies has its submissions graded by another one.

    A submission with which worker after worker dies is a fault, for a person to look at.
    """
    from distributed import KilledWorker, as_completed

    running = as_completed()
    waiting: dict[Hashable, Submission] = {}  # by the key of its future

    def next_one() -> Outcome:
        future = next(running)
        submission = waiting.pop(future.key)
        try:
            outcome: Outcome = future.result()
            return outcome
        except KilledWorker:
            return fault(assignment, submission, "every worker that tried it died", isolation)

    for submission in submissions:
        # Grading is no pure function: its tests draw random numbers. So each call has a key of its own.
        future = client.submit(function, submission, pure=False)
        waiting[future.key] = submission
        running.add(future)
        if len(waiting) >= 4 * max(1, sum(client.nthreads().values())):
            yield next_one()
    while waiting:
        yield next_one()
