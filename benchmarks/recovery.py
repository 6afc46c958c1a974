"""Can a grading be killed? Kill it, an examiner, a box or a test with SIGKILL at random moments, and compare the end.

    make recovery                                200 kills
    python -m benchmarks.recovery --kills 20

A small class is graded again and again; each time one of its processes is killed. Then one run is left alone: it has to
continue, and reports, gradebook and grades have to be those of a grading that nobody disturbed.
"""

from __future__ import annotations

import csv
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import nbformat
import psutil
import typer
from rich.progress import track

from grader.gradebook.gradebook import GradebookWriter
from grader.gradebook.release import release
from grader.layout import Course

from .kits import ROOT, load
from .submissions import hand_in

RBM = load("rbm")
SEED = "7"


def start(course: Course, *options: str) -> subprocess.Popen[bytes]:
    """One `grader grade`."""
    command = [sys.executable, "-m", "grader", "grade", "rbm", "--course", str(course.root), "--seed", SEED, *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_something(process: subprocess.Popen[bytes], after: float, rng: random.Random) -> str:
    """Kill the grading or one of the processes below it, after a while; what it was."""
    try:
        process.wait(after)
        return "nothing: it was done already"
    except subprocess.TimeoutExpired:
        pass
    below = psutil.Process(process.pid).children(recursive=True)
    kinds = {"grader": [psutil.Process(process.pid)]}
    for child in below:
        kinds.setdefault(_kind(child), []).append(child)
    kind = rng.choice(sorted(kinds))
    victim = rng.choice(kinds[kind])
    try:
        victim.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return "nothing: it was gone"
    if kind == "grader":
        process.wait()
    return kind


def _kind(process: psutil.Process) -> str:
    try:
        words = " ".join(process.cmdline())
    except psutil.Error:
        return "gone"
    if "grader.examine.examiner" in words:
        return "examiner"
    return "box" if "bwrap" in words else "process in a box"


def outcome(course: Course) -> dict[str, Any]:
    """What a grading leaves behind, without what may differ: times."""
    with open(course.grades("rbm"), newline="") as file:
        grades = list(csv.DictReader(file))
    reports = {report.student: without_times(report.to_dict()) for report in course.reports("rbm")}
    with GradebookWriter(course, "rbm") as writer:
        book = {student: writer.score(student) for student in reports}
    leftovers = [str(path.relative_to(course.root)) for path in course.root.glob("*/*/*/.*-*")]
    return {"grades": grades, "reports": reports, "gradebook": book, "leftovers": leftovers}


def main(
    kills: Annotated[int, typer.Option(help="How many runs are disturbed.")] = 200,
    students: Annotated[int, typer.Option(help="Submissions in the class.")] = 6,
    seed: Annotated[int, typer.Option(help="Of the random moments.")] = 1,
) -> None:
    """Print what was killed and whether the end is the same; exit code 1 if it is not."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder))
        release(RBM, course)
        source = nbformat.read(course.released("rbm") / "rbm.ipynb", as_version=4)
        list(hand_in(course, RBM, source, students))
        start(course).wait()
        expected = outcome(course)
        usual = _seconds(course)
        killed: Counter[str] = Counter()
        for _ in track(range(kills), "killing", disable=not sys.stdout.isatty()):
            process = start(course, "--regrade")
            killed[kill_something(process, rng.uniform(0, usual), rng)] += 1
            process.wait()
        for path in course.root.glob("autograded/*/rbm/report.json"):  # half of the reports are lost on top of it
            if rng.random() < 0.5:
                path.unlink()
        start(course).wait()
        found = outcome(course)
    same = found == expected
    for name, value in expected.items():
        if found[name] != value:
            print(f"{name}: {_difference(value, found[name])}")
    print(f"{kills} disturbed runs: " + ", ".join(f"{count} x {kind}" for kind, count in killed.most_common()))
    print("the end is the same as without" if same else "the end differs from that of an undisturbed grading")
    raise typer.Exit(int(not same))


def _difference(expected: Any, found: Any) -> str:
    """The first place where two values differ."""
    if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
        name = next(name for name in expected if expected[name] != found[name])
        return f"{name}: {_difference(expected[name], found[name])}"
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return next(_difference(one, other) for one, other in zip(expected, found, strict=True) if one != other)
    return f"expected {expected!r}, not {found!r}"


def without_times(value):
    """A report as plain data, in which nothing says how long something took."""
    if isinstance(value, dict):
        return {key: without_times(inner) for key, inner in value.items() if key != "seconds"}
    return [without_times(inner) for inner in value] if isinstance(value, list) else value


def _seconds(course: Course) -> float:
    """How long an undisturbed run takes here."""
    started = time.monotonic()
    start(course, "--regrade").wait()
    return time.monotonic() - started


if __name__ == "__main__":
    typer.run(main)
