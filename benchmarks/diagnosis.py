"""What naming the mistake costs: the time for it in the gradings of all wrong answers of the bank, by part.

python -m benchmarks.diagnosis [--assignment rbm]
"""

from __future__ import annotations

import time
from collections import defaultdict
from statistics import median
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from grader.examine.examination import Examination
from grader.examine.examiner import Examiner
from grader.examine.plugin import Plugin, run_plugin
from grader.examine.pool import Examiners

from .fairness import subjects
from .kits import load


class Stopwatch:
    """Notes how long examinations look for the name of a mistake."""

    def __init__(self) -> None:
        self.seconds = 0.0
        name_mistake = Examination._mistake

        def timed(*args: Any) -> Any:
            started = time.perf_counter()
            results = name_mistake(*args)
            self.seconds += time.perf_counter() - started
            return results

        Examination._mistake = timed


def main(assignment: Annotated[str, typer.Option(help="The assignment.")] = "rbm") -> None:
    """Print seconds for each part: to name the mistake, and for the whole grading."""
    found = load(assignment)
    rows: dict[str, list[tuple[float, float, bool]]] = defaultdict(list)

    def work(plugin: Plugin) -> None:
        examiner, naming = Examiner(found, Examiners(found).isolation, plugin), Stopwatch()
        bank = subjects(found, "wrong")
        for subject in bank[:: len(bank) // 20]:  # the tables of a process are made once
            examiner.examine(subject.submission)
        for subject in bank:
            naming.seconds = 0.0
            report = examiner.examine(subject.submission)
            named = {test.mistake for part in report.parts for test in part.tests if test.mistake}
            rows[subject.wrong_part].append((naming.seconds, report.seconds, named == {subject.mistake}))
        examiner.close()

    if code := run_plugin(found.hidden, work):
        raise typer.Exit(code)
    table = Table(title=f"`{assignment}`: naming the mistake, seconds of one grading: median (most)")
    for column in ("part", "cases", "named rightly", "to name it", "whole grading"):
        table.add_column(column, justify="left" if column == "part" else "right")
    for part, seen in rows.items():
        to_name, whole, right = zip(*seen, strict=True)
        times = [f"{median(seconds):.2f} ({max(seconds):.2f})" for seconds in (to_name, whole)]
        table.add_row(part, str(len(seen)), str(sum(right)), *times)
    Console(width=110).print(table)


if __name__ == "__main__":
    typer.run(main)
