"""How fast a class is graded: stock nbgrader, this grader, and the floor, interleaved in one run.

    make bench-grading                             100 submissions, three rounds
    python -m benchmarks.grading --students 40 --rounds 1

(a) stock `nbgrader autograde`: a kernel for each submission, an instructor's usual asserts in its test cells;
(b) `grader grade`: all hidden tests, diagnosis, isolation; the same gradebook and autograded notebooks;
(c) the floor: the time of the students' functions themselves in warm processes, one for each processor as in (b): where
    two processors share a core, each is slower when both are busy.
Processor time is that of all processes, boxes included.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import nbformat
import psutil
import typer
from rich.console import Console
from rich.table import Table

from grader.box.inside import processes
from grader.gradebook.release import release
from grader.kit.assignment import Assignment
from grader.layout import Course

from .kits import ROOT, load
from .submissions import hand_in, lean, with_tests_in_cells

ENVIRONMENT = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "OPENBLAS_NUM_THREADS": "1",
}
# Processor seconds of (a) on the machine for which the 0.1 s was stated; others are two or three times slower.
_REFERENCE = 1.38


@dataclass(frozen=True)
class Cost:
    """Seconds for each submission."""

    wall: float
    processor: float


def timed(command: list[str], folder: Path, count: int) -> Cost:
    """The cost of a command that handles `count` submissions. A failed submission is part of the job."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with boxes_time() as in_boxes:
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall / count, (processor + sum(in_boxes.values())) / count)


@contextmanager
def boxes_time() -> Iterator[dict[int, float]]:
    """The processor seconds of each box that lives meanwhile: bubblewrap does not wait for its child, so that these
    are missing in what the system tells of a finished command.
    """
    seconds: dict[int, float] = {}
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.3):
            names = {process.pid: process.info["name"] for process in psutil.process_iter(["name"])}
            inside = [pid for pid, name in names.items() if name == "bwrap"]
            for box in (child for pid in inside for child in processes.children(pid) if names.get(child) != "bwrap"):
                seconds[box] = max(seconds.get(box, 0), _seconds(box))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seconds
    finally:
        ended.set()
        watcher.join()


def _seconds(pid: int) -> float:
    """Its processor time, with that of its children, the ended ones included."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0
    own = times.user + times.system + times.children_user + times.children_system
    return own + sum(map(_seconds, processes.children(pid)))


def stock_course(folder: Path, assignment: Assignment, count: int) -> Callable[[], Cost]:
    """A course as nbgrader's own documentation sets it up; what grades it once."""
    source = with_tests_in_cells(nbformat.read(assignment.path, as_version=4))
    for cell in source.cells:  # nbgrader grades a notebook in a folder of its own, and copies only what lies beside it
        cell.source = cell.source.replace("../data/", "data/")
    path = folder / "source" / assignment.id / f"{assignment.id}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source, path)
    shutil.copytree(ROOT / "notebooks" / "data", folder / "source" / assignment.id / "data")
    # Students' stubs stay as they are; everything else is nbgrader's default.
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.ClearSolutions.enabled = False\n")
    nbgrader = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*nbgrader, "generate_assignment", assignment.id], cwd=folder, env=ENVIRONMENT, check=True)
    course = Course(folder)
    students = list(hand_in(course, assignment, nbformat.read(course.released(assignment.id) / path.name, 4), count))
    return lambda: timed([*nbgrader, "autograde", assignment.id, "--force"], folder, len(students))


def our_course(folder: Path, assignment: Assignment, count: int) -> Callable[[], Cost]:
    """The same class in a course of this kit; what grades it once."""
    course = Course(folder)
    release(assignment, course)
    source = lean(nbformat.read(course.released(assignment.id) / f"{assignment.id}.ipynb", 4))
    students = list(hand_in(course, assignment, source, count))
    command = [sys.executable, "-m", "grader", "grade", assignment.id, "--course", str(folder), "--regrade"]
    return lambda: timed(command, ROOT, len(students))


def floor(count: int) -> float:
    """Processor seconds for each submission of the students' functions alone; the whole class in each process."""
    command = [sys.executable, "-m", "benchmarks.floor", str(count)]
    processes = [
        subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for _ in range(os.cpu_count() or 1)
    ]
    lines = [line for process in processes for line in process.communicate()[0].splitlines()]
    return sum(float(line.split()[-1]) for line in lines) / len(lines)


def spread(values: list[float], digits: int = 2) -> str:
    """Median and range."""
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 2]:.{digits}f} ({ordered[0]:.{digits}f} to {ordered[-1]:.{digits}f})"


def main(
    students: Annotated[int, typer.Option(help="Submissions in the class.")] = 100,
    rounds: Annotated[int, typer.Option(help="How often each contender runs.")] = 3,
) -> None:
    """Print the costs and their ratios."""
    assignment = load("rbm")
    stock: list[Cost] = []
    ours: list[Cost] = []
    floors: list[float] = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        run_stock = stock_course(Path(one), assignment, students)
        run_ours = our_course(Path(two), assignment, students)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            stock.append(run_stock())
            ours.append(run_ours())
            floors.append(floor(students))
    _print(students, stock, ours, floors)


def _print(students: int, stock: list[Cost], ours: list[Cost], floors: list[float]) -> None:
    table = Table(title=f"{students} mixed submissions, {os.cpu_count()} processors: median (min to max)")
    for name in ("", "submissions a minute", "processor s each"):
        table.add_column(name, justify="left" if not name else "right")
    for name, costs in (("(a) nbgrader autograde", stock), ("(b) grader grade", ours)):
        rate = spread([60 / cost.wall for cost in costs], 0)
        table.add_row(name, rate, spread([cost.processor for cost in costs], 3))
    table.add_row("(c) floor", "", spread(floors, 3))
    pairs = list(zip(stock, ours, strict=True))
    table.add_section()
    table.add_row("(a) / (b) in time", spread([a.wall / b.wall for a, b in pairs], 1), "")
    table.add_row("(a) / (b) in processor time", "", spread([a.processor / b.processor for a, b in pairs], 1))
    excess = [b.processor - 2 * c for b, c in zip(ours, floors, strict=True)]
    table.add_row("(b) - 2 (c), at most 0.1", "", spread(excess, 3))
    on_reference = [e * _REFERENCE / a.processor for e, a in zip(excess, stock, strict=True)]
    table.add_row(f"the same, where (a) takes {_REFERENCE} s", "", spread(on_reference, 3))
    Console(width=110).print(table)


if __name__ == "__main__":
    typer.run(main)
