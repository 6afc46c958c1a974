"""The whole bank through the real grader: nothing right loses a point, every mistake costs its own part."""

import os
from pathlib import Path

import nbformat
import pytest
from kits import KIT, ROOT, load

from grader.examine.pool import Examiners, unordered_map
from grader.handed_in.notebook import as_submission
from grader.kit.cases import as_notebook, cases, read_case

BANK = ROOT / "tests" / "submissions"
NAMED = 0.9  # share of the wrong cases whose mistake the report has to name


def every(verdict):
    """(assignment, case) for each case file of the bank."""
    return [
        pytest.param(name, case.path, id=f"{name}-{case.name}")
        for name in KIT.assignments()
        for case in cases(BANK / name / verdict)
    ]


@pytest.fixture(scope="session")
def graded():
    """The report on each case file, by path; graded on all processors when first asked for."""
    reports: dict[Path, object] = {}
    for name in KIT.assignments():
        found = [case for verdict in ("correct", "wrong") for case in cases(BANK / name / verdict)]
        if not found:
            continue
        assignment = load(name)
        source, plain = nbformat.read(assignment.path, as_version=4), read_case(BANK / name / "plain.py")
        with Examiners(assignment) as examiners:

            def grade(case, examiners=examiners, assignment=assignment, source=source, plain=plain):
                notebook = as_notebook(case, source, plain)
                return case.path, examiners.grade(as_submission(assignment, case.name, notebook))

            reports.update(unordered_map(grade, found, os.cpu_count() or 1))
    return reports


def complaints(report):
    """What a report holds against a submission, in one text."""
    lines = [
        f"{part.id}/{test.id}: {test.outcome} {test.message or part.reason}"
        for part in report.parts
        for test in part.tests
        if test.outcome != "passed"
    ]
    return "\n".join([*lines, *(notice.text for notice in report.notices)])


@pytest.mark.parametrize(("assignment", "path"), every("correct"))
def test_right_answer_loses_nothing(graded, assignment, path):
    """Every way to write a right answer earns all points."""
    report = graded[path]
    assert report.status == "graded"
    assert report.score == report.max_score, complaints(report)


@pytest.mark.parametrize(("assignment", "path"), every("wrong"))
def test_mistake_costs_its_own_part_only(graded, assignment, path):
    """Every mistake loses points in its part, and in no other."""
    report, case = graded[path], read_case(path)
    lost = {part.id for part in report.parts if part.score < part.max_score}
    assert report.status == "graded"
    assert lost == {case.part}, complaints(report)


@pytest.mark.parametrize("assignment", [name for name in KIT.assignments() if cases(BANK / name / "wrong")])
def test_mistakes_are_named(graded, assignment):
    """The report names the mistake of at least nine in ten wrong answers, and never another one of its part."""
    wrong = cases(BANK / assignment / "wrong")
    given = {case.name: _named(graded[case.path], case.part) for case in wrong}
    right = [case for case in wrong if given[case.name] == {case.mistake}]
    others = {case.name: given[case.name] for case in wrong if case not in right}
    assert len(right) >= NAMED * len(wrong), f"{len(right)} of {len(wrong)} are named; not: {others}"


def _named(report, part):
    found = next(each for each in report.parts if each.id == part)
    return {test.mistake for test in found.tests if test.mistake}
