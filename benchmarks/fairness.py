"""Is a right answer ever failed, or a wrong one passed? Grade the whole bank under many seeds, and count.

    make fairness                                10,000 gradings of right answers of `rbm`, 1,000 of wrong ones
    python -m benchmarks.fairness --right 500 --wrong 500 --assignment dreaming

A right answer fails if it loses any point; a wrong one has to lose points in its own part, and in no other. Beside the
counts stands what theory promises: the sum of the false-alarm probabilities that the tests state.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Annotated

import nbformat
import typer
from rich.progress import track

from grader.examine.plugin import run_plugin
from grader.examine.pool import Examiners, unordered_map
from grader.handed_in.notebook import as_submission
from grader.kit.assignment import Assignment
from grader.kit.cases import as_notebook, cases, read_case
from grader.records import Report, Submission

from .kits import ROOT, load


@dataclass(frozen=True)
class Subject:
    """A case of the bank as it is handed in, the part that has to lose points, if any, and its mistake."""

    submission: Submission
    wrong_part: str | None
    mistake: str | None

    def complaint(self, report: Report) -> bool:
        """Whether the report is not what the case deserves."""
        lost = {part.id for part in report.parts if part.score < part.max_score}
        return report.status != "graded" or lost != ({self.wrong_part} if self.wrong_part else set())


def subjects(assignment: Assignment, verdict: str) -> list[Subject]:
    """Every case of one folder of the bank."""
    bank = ROOT / "tests" / "submissions" / assignment.id
    source, plain = nbformat.read(assignment.path, as_version=4), read_case(bank / "plain.py")
    return [
        Subject(as_submission(assignment, case.name, as_notebook(case, source, plain)), case.part, case.mistake)
        for case in cases(bank / verdict)
    ]


def false_alarm(assignment: Assignment) -> float:
    """What the hidden tests state, summed over one submission."""
    stated: list[float] = []
    run_plugin(assignment.hidden, lambda plugin: stated.extend(test.false_alarm for test in plugin.tests))
    return sum(stated)


def failures(assignment: Assignment, verdict: str, count: int, first_seed: int) -> int:
    """Grade the cases in turn, each time with a seed of its own; print and count what comes out wrong."""
    bank = subjects(assignment, verdict)
    jobs = ((first_seed + number, bank[number % len(bank)]) for number in range(count))
    failed = 0
    with Examiners(assignment) as examiners:
        done = unordered_map(
            lambda job: (*job, examiners.grade(job[1].submission, seed=job[0])), jobs, os.cpu_count() or 1
        )
        for seed, subject, report in track(done, f"{verdict} answers", count, disable=not sys.stdout.isatty()):
            if subject.complaint(report):
                failed += 1
                print(f"{report.student} --seed {seed}: {report.score} points", *_reasons(report), sep="\n    ")
    print(f"{count} gradings of {len(bank)} {verdict} cases of `{assignment.id}`: {failed} failures", flush=True)
    return failed


def main(
    assignment: Annotated[str, typer.Option(help="The assignment.")] = "rbm",
    right: Annotated[int, typer.Option(help="How many gradings of right answers.")] = 10_000,
    wrong: Annotated[int, typer.Option(help="How many gradings of wrong answers.")] = 1_000,
    first_seed: Annotated[int, typer.Option(help="The first seed; each grading takes the next one.")] = 1,
) -> None:
    """Print every failure, and the numbers of failures; exit code 1 if there is one."""
    found = load(assignment)
    print(f"stated false-alarm probability of one submission: {false_alarm(found):.1e}")
    failed = failures(found, "correct", right, first_seed) + failures(found, "wrong", wrong, first_seed)
    raise typer.Exit(int(failed > 0))


def _reasons(report: Report) -> list[str]:
    tests = [(part.id, test) for part in report.parts for test in part.tests if test.outcome != "passed"]
    return [f"{part}/{test.id}: {test.outcome}: {test.message}" for part, test in tests] + [
        notice.text for notice in report.notices
    ]


if __name__ == "__main__":
    typer.run(main)
