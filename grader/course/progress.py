"""How far a long grading is: a bar on a terminal, a line of JSON for each report on request, silence otherwise."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..records import Report


def shown(reports: Iterable[Report], total: Callable[[], int], as_json: bool) -> Iterator[Report]:
    """The same reports, each shown as it passes."""
    if as_json:
        return _lines(reports)
    return _bar(reports, total) if sys.stdout.isatty() else iter(reports)


def _lines(reports: Iterable[Report]) -> Iterator[Report]:
    for report in reports:
        line = {"student": report.student, "status": report.status, "score": report.score, "seconds": report.seconds}
        print(json.dumps(line), flush=True)
        yield report


def _bar(reports: Iterable[Report], total: Callable[[], int]) -> Iterator[Report]:
    """Rate, time left, how many of each outcome, and who took longest."""
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[words]}"),
    )
    started, counts, slowest = time.monotonic(), Counter[str](), None
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("", total=total(), words="")
        for report in reports:
            counts[report.status] += 1
            slowest = report if slowest is None or report.seconds > slowest.seconds else slowest
            rate = 60 * counts.total() / (time.monotonic() - started)
            outcomes = ", ".join(f"{count} {status}" for status, count in counts.items())
            words = f"{rate:.0f} a minute  {outcomes}  slowest: {slowest.student} {slowest.seconds:.1f} s"
            progress.update(task, advance=1, total=total(), words=words)
            yield report
