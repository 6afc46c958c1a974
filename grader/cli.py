"""The command line: `grader ...` or `python -m grader ...`."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from . import __version__
from .authoring.commands import authors
from .course.classwork import Classwork, Grade, Grading, Map
from .errors import InputError
from .examine.check import check_notebook, watch_notebook
from .examine.pool import Examiners, unordered_map
from .files import only_one, writing
from .kit.assignment import Assignment
from .kit.kit import Kit
from .layout import Course
from .options import (
    ALL_PROCESSORS,
    DEFAULT_COURSE,
    AssignmentName,
    CourseFolder,
    Isolation,
    Jobs,
    KitFolder,
    LayoutName,
    chosen_kit,
    shown,
)
from .pages import attention, check_lines, class_table, collected_lines, line
from .records import Report

app = typer.Typer(
    help="Grade notebooks in a sandbox: release an assignment, grade a class, give feedback.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(authors)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"grader {__version__}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """What can be said before any command."""


@app.command()
def release(assignment: AssignmentName, course: CourseFolder = DEFAULT_COURSE, kit: KitFolder = None) -> None:
    """Make the student bundle (a folder and a .zip) and enter the assignment in the gradebook."""
    from .examine.inspection import refuse_broken_tests
    from .gradebook.release import release as make

    folder = Course(course.resolve())
    found = Assignment.load(chosen_kit(kit) if kit else chosen_kit(course=course), assignment)
    refuse_broken_tests(found)
    with writing(folder.root):
        archive = make(found, folder)
    print(f"Released {assignment}: give students {shown(archive)}")


@app.command()
def collect(
    assignment: AssignmentName,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A .zip or a folder.")],
    course: CourseFolder = DEFAULT_COURSE,
    kit: KitFolder = None,
    layout: Annotated[
        LayoutName | None, typer.Option(help="Whose each file is: as this system names it, whatever else is there.")
    ] = None,
) -> None:
    """Take what students handed in from Moodle's or Canvas's .zip, a folder of notebooks, or nbgrader."""
    from .handed_in.collect import collect as take
    from .lms import LAYOUTS

    folder, found = _opened(course, kit, assignment)
    Console().print(collected_lines(take(path, found.id, folder, LAYOUTS, layout)))
    print(f"Now grade them: grader grade {assignment}")


@app.command()
def grade(
    assignment: AssignmentName,
    course: CourseFolder = DEFAULT_COURSE,
    kit: KitFolder = None,
    jobs: Jobs = ALL_PROCESSORS,
    student: Annotated[str | None, typer.Option(help="Only this student.")] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Also what is graded already and unchanged.")] = False,
    seed: Annotated[int | None, typer.Option(help="Draw the tests' inputs from this seed.")] = None,
    isolation: Isolation = "auto",
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Grade on this Dask cluster.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each report.")] = False,
) -> None:
    """Grade every submission: gradebook, feedback pages, class report and a table of grades."""
    folder, found = _opened(course, kit, assignment)
    work = Classwork(found, folder)
    students = folder.students(assignment, student)
    try:
        with (
            only_one(folder.root),
            _where_to_grade(found, dask, min(jobs, len(students)), isolation, seed) as (grade_one, map, start),
        ):
            grading = work.grade(students, grade_one, map, regrade, as_json, start)
    except KeyboardInterrupt:
        print("\nStopped. What is graded is kept; run the same command again to go on.", file=sys.stderr)
        raise typer.Exit(130) from None
    reports = work.write_class_pages()
    if not as_json:
        _summarise(folder, assignment, reports, grading)
    for name, reason in grading.failed.items():
        print(f"grader: {line(name)} was graded, but could not be written down: {line(reason)}", file=sys.stderr)
    if grading.failed:
        raise typer.Exit(3)


@contextmanager
def _where_to_grade(
    assignment: Assignment, dask: str | None, jobs: int, isolation: str, seed: int | None
) -> Iterator[tuple[Grade, Map, Callable[[], None]]]:
    """The function that grades one submission, the map that applies it, here or on a cluster, and what to start."""
    if dask:
        from .course.cluster import cluster

        with cluster(dask, assignment, isolation, seed) as (function, map):
            yield function, map, lambda: None
        return
    with Examiners(assignment, isolation, seed) as pool:
        yield pool.grade, partial(unordered_map, jobs=jobs), partial(pool.start, jobs)


def _summarise(folder: Course, assignment: str, reports: list[Report], grading: Grading) -> None:
    Console().print(class_table(reports))
    if grading.changes:
        changes = ", ".join(f"{words} ({count})" for words, count in grading.changes.most_common())
        print(f"Graded again because of what changed: {changes}.")
    if grading.unchanged:
        left = "unchanged since their last grading and left as they are"
        print(f"{grading.unchanged} {left} (--regrade grades them again).")
    print(f"Grades:   {shown(folder.grades(assignment))}")
    print(f"Feedback: {shown(folder.root / 'feedback')}/STUDENT/{assignment}/{assignment}.html")
    print(f"The class at a glance, to open in a browser: {shown(folder.class_report(assignment) / 'index.html')}")


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(metavar="NOTEBOOK", help="The notebook to check.")],
    assignment: Annotated[str | None, typer.Option(help="The assignment, if the notebook does not tell.")] = None,
    kit: KitFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever the notebook is saved.")] = False,
    seed: Annotated[int | None, typer.Option(help="Draw the tests' inputs from this seed.")] = None,
    isolation: Isolation = "auto",
) -> None:
    """Check one notebook for its author: what is right, what is wrong, a hint. Exit code 1 if points are missing."""
    found = chosen_kit(kit, notebook=notebook)
    if watch:
        _watch(notebook, found, assignment, as_json, isolation, seed)
    report = check_notebook(notebook, found, assignment, isolation, seed)
    _print_report(report, as_json)
    raise typer.Exit({"fault": 3, "unreadable": 2}.get(report.status, int(report.score != report.max_score)))


def _watch(notebook: Path, kit: Kit, assignment: str | None, as_json: bool, isolation: str, seed: int | None) -> None:
    """Check until Ctrl-C."""
    try:
        for report in watch_notebook(notebook, kit, assignment, isolation, seed):
            if isinstance(report, InputError):
                print(f"grader: {report}", file=sys.stderr)
            else:
                _print_report(report, as_json)
            print(f"{time.strftime('%H:%M:%S')} Waiting for changes of {notebook}; Ctrl-C ends", file=sys.stderr)
    except KeyboardInterrupt:
        raise typer.Exit() from None


def _print_report(report: Report, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.to_dict(), indent=1), flush=True)
    else:
        Console().print(check_lines(report))
    if report.status == "fault":  # who checks a notebook here may be the author of the tests
        print(*attention(report), sep="\n", file=sys.stderr)


@app.command()
def feedback(assignment: AssignmentName, course: CourseFolder = DEFAULT_COURSE, kit: KitFolder = None) -> None:
    """Write the page for each student anew, from the reports of the last grading."""
    folder, found = _opened(course, kit, assignment)
    work, count = Classwork(found, folder), 0
    with writing(folder.root):
        for each in folder.reports(assignment):
            work.write_feedback(each)
            count += 1
    print(f"Wrote {count} pages: {shown(folder.root / 'feedback')}/STUDENT/{assignment}/{assignment}.html")


@app.command()
def report(assignment: AssignmentName, course: CourseFolder = DEFAULT_COURSE, kit: KitFolder = None) -> None:
    """Write the pages for the instructor and the table of grades anew."""
    folder, found = _opened(course, kit, assignment)
    Classwork(found, folder).write_class_pages()
    print(f"Open {shown(folder.class_report(assignment) / 'index.html')}")


@app.command()
def export(
    assignment: AssignmentName,
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="Moodle's grading worksheet, Canvas's gradebook.")],
    course: CourseFolder = DEFAULT_COURSE,
    kit: KitFolder = None,
    column: Annotated[str | None, typer.Option(help="The header of the column for the grades.")] = None,
) -> None:
    """Fill the grades into a table of the LMS, and pack the feedback pages for it."""
    from .gradebook.gradebook import final_scores
    from .lms.export import export as fill

    folder, found = _opened(course, kit, assignment)
    filled = fill(table, found, folder, final_scores(folder, assignment), column)
    where = folder.exported(assignment)
    print(f"{len(filled.students)} grades in the column `{line(filled.column)}`: {shown(where / table.name)}")
    if filled.scale:
        print("Scaled from {:g} points to the {:g} of the table.".format(*filled.scale))
    print(f"The students' pages: {shown(where / 'feedback.zip')}")
    if filled.without_row:
        print(f"Without a row in the table: {', '.join(map(line, filled.without_row))}", file=sys.stderr)
    if filled.rows_left:
        print(f"{filled.rows_left} rows of the table have no grade here and were left as they are.", file=sys.stderr)


@app.command()
def demo(course: CourseFolder = DEFAULT_COURSE, kit: KitFolder = None, isolation: Isolation = "auto") -> None:
    """Release an assignment, take a small invented class, grade it, and say which page to open."""
    from .course.demo import hand_in
    from .gradebook.release import release as make

    started = time.monotonic()
    folder, source = Course(course.resolve()), chosen_kit(kit, course)
    name = source.settings.demo
    if name is None:
        raise InputError(f"{source.root / 'pyproject.toml'} names no assignment for the demo: [tool.grader] demo.")
    found = Assignment.load(source, name)
    print(f"Releasing the assignment `{name}` ...")
    with writing(folder.root):
        make(found, folder)
        count = hand_in(found, folder)
    print(f"{count} invented students hand in their notebooks ...")
    print(f"(Remove {shown(folder.root)} before a class of your own comes.)")
    grade(name, course, isolation=isolation, regrade=True)
    print(f"Done in {time.monotonic() - started:.0f} s.")


@app.command()
def doctor(isolation: Isolation = "auto") -> None:
    """Attack a box on this machine and print what held. Exit code 3 if a wall is missing."""
    from .doctor.doctor import examine

    if not examine(isolation):
        raise typer.Exit(3)


def _opened(course: Path, kit: Path | None, assignment: str) -> tuple[Course, Assignment]:
    """A course folder that is there, and the assignment as its kit has it."""
    folder = Course(course.resolve())
    found = Assignment.load(chosen_kit(kit, course), assignment)
    folder.check()
    return folder, found


def main() -> None:
    """Run the command; the user's mistakes end it with code 2, ours with code 3."""
    try:
        app()
    except InputError as problem:
        print(f"grader: {problem}", file=sys.stderr)
        sys.exit(2)
    except Exception as error:
        print(f"grader: this is a fault of the grader, please report it: {error!r}", file=sys.stderr)
        if os.environ.get("GRADER_DEBUG"):
            raise
        print("Set GRADER_DEBUG=1 to see where it happened.", file=sys.stderr)
        sys.exit(3)
