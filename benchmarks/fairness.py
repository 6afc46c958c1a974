"""Is a right answer ever failed? Grade every right case of the banks under many seeds, and count.

    make fairness                                10,000 gradings of `rbm`
    python -m benchmarks.fairness --gradings 500 --assignment dreaming

Beside the count it prints what theory promises: the sum of the false-alarm probabilities that the tests state.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Annotated

import nbformat
import typer
from rich.progress import track

from grader.assignment import ROOT, Assignment
from grader.cases import as_notebook, cases, read_case
from grader.grading import ExaminerProcess, Examiners, unordered_map
from grader.notebook import as_submission
from grader.records import Report, Submission


def right_submissions(assignment: Assignment) -> list[Submission]:
    """Every right case of the bank as it is handed in."""
    bank = ROOT / "tests" / "submissions" / assignment.id
    source, plain = nbformat.read(assignment.path, as_version=4), read_case(bank / "plain.py")
    return [as_submission(assignment, case.name, as_notebook(case, source, plain)) for case in cases(bank / "correct")]


def false_alarm(assignment: Assignment) -> float:
    """What the hidden tests state, summed over one submission."""
    examiner = ExaminerProcess(assignment.id, "auto")
    try:
        return sum(probability for *_, probability in examiner.tests)
    finally:
        examiner.close()


def gradings(assignment: Assignment, count: int, first_seed: int) -> Iterator[tuple[int, Report]]:
    """(seed, report) of `count` gradings, each with a seed of its own, spread evenly over the right cases."""
    submissions = right_submissions(assignment)
    jobs = ((first_seed + number, submissions[number % len(submissions)]) for number in range(count))
    with Examiners(assignment) as examiners:
        yield from unordered_map(lambda job: (job[0], examiners.grade(job[1], seed=job[0])), jobs, os.cpu_count() or 1)


def main(
    assignment: Annotated[str, typer.Option(help="The assignment.")] = "rbm",
    count: Annotated[int, typer.Option("--gradings", help="How many gradings.")] = 10_000,
    first_seed: Annotated[int, typer.Option(help="The first seed; each grading takes the next one.")] = 1,
) -> None:
    """Print every failure, and the number of failures; exit code 1 if there is one."""
    found = Assignment.load(assignment)
    stated, failures = false_alarm(found), 0
    done = gradings(found, count, first_seed)
    for seed, report in track(done, total=count, description="Grading right answers", disable=not sys.stdout.isatty()):
        if report.score != report.max_score:
            failures += 1
            print(
                f"{report.student} --seed {seed}: {report.score} of {report.max_score}", *_reasons(report), sep="\n    "
            )
    cases_count = len(right_submissions(found))
    print(f"{count} gradings of {cases_count} right cases of `{assignment}`: {failures} failures")
    print(f"stated false-alarm probability of one submission: {stated:.1e}")
    raise typer.Exit(int(failures > 0))


def _reasons(report: Report) -> list[str]:
    tests = [(part.id, test) for part in report.parts for test in part.tests if test.outcome != "passed"]
    return [f"{part}/{test.id}: {test.outcome}: {test.message}" for part, test in tests] + list(report.notices)


if __name__ == "__main__":
    typer.run(main)
