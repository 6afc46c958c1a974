"""Cost as the class grows: time for each submission, peak memory, and what a second run and the class page take.

make bench-scaling                                    10, 100 and 1,000 submissions
python -m benchmarks.scaling --sizes 10000            half an hour
python -m benchmarks.scaling --sizes 300 --endless 60 60 of them with a loop that never ends
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import nbformat
import psutil
import typer
from rich.console import Console
from rich.table import Table

from grader.gradebook.release import release
from grader.kit.assignment import Assignment
from grader.kit.cases import as_notebook, read_case
from grader.layout import Course

from .kits import ROOT, load
from .submissions import BANK, hand_in, lean


@dataclass(frozen=True)
class Run:
    """One run of `grader grade`: seconds, when each report came, peak resident bytes of the command and of all."""

    seconds: float
    arrivals: list[float]
    command_bytes: int
    all_bytes: int


def run(course: Path, *options: str) -> Run:
    """Grade a course, and look on."""
    command = [sys.executable, "-m", "grader", "grade", "rbm", "--course", str(course), "--json", *options]
    started, arrivals, peaks, ended = time.perf_counter(), [], [0, 0], threading.Event()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:

        def look() -> None:
            while not ended.wait(0.5):
                sizes = _resident(process.pid)
                peaks[:] = [max(pair) for pair in zip(peaks, (sizes[0], sum(sizes)), strict=True)]

        watcher = threading.Thread(target=look)
        watcher.start()
        for _ in process.stdout:
            arrivals.append(time.perf_counter() - started)
        process.wait()
        ended.set()
        watcher.join()
    return Run(time.perf_counter() - started, arrivals, *peaks)


def _resident(pid: int) -> list[int]:
    """Bytes of a process and of everything below it; pages that they share count in each."""
    sizes = [0]
    try:
        process = psutil.Process(pid)
        sizes[0] = process.memory_info().rss
        sizes += [each.memory_info().rss for each in process.children(recursive=True)]
    except psutil.NoSuchProcess:
        pass
    return sizes


def add_endless(course: Course, assignment: Assignment, source: nbformat.NotebookNode, count: int) -> None:
    """Let the first so many students hand in a sampler that never returns."""
    case, plain = read_case(BANK / "class" / "s08.py"), read_case(BANK / "plain.py")
    text = nbformat.writes(as_notebook(case, source, plain))
    for number in range(count):
        course.submitted(assignment.id, f"s{number:05d}").write_text(text)


def main(
    sizes: Annotated[list[int] | None, typer.Option(help="Sizes of the class.")] = None,
    endless: Annotated[int, typer.Option(help="So many of them never end.")] = 0,
) -> None:
    """Print a row for each size."""
    assignment = load("rbm")
    table = Table(title="`grader grade rbm` on a mixed class")
    columns = ("submissions", "seconds", "each", "90 % graded after", "memory: command", "with boxes", "again", "page")
    for column in columns:
        table.add_column(column, justify="right")
    for size in sizes or [10, 100, 1000]:
        with tempfile.TemporaryDirectory() as folder:
            course = Course(Path(folder))
            release(assignment, course)
            source = lean(nbformat.read(course.released(assignment.id) / f"{assignment.id}.ipynb", 4))
            list(hand_in(course, assignment, source, size))
            add_endless(course, assignment, source, endless)
            first, again = run(course.root), run(course.root)
            page = (course.class_report(assignment.id) / "index.html").stat().st_size
            nearly_all = first.arrivals[int(0.9 * (size - endless)) - 1]
            table.add_row(
                f"{size:,}",
                f"{first.seconds:.1f}",
                f"{first.seconds / size:.3f}",
                f"{nearly_all:.1f}",
                f"{first.command_bytes / 2**20:.0f} MiB",
                f"{first.all_bytes / 2**20:.0f} MiB",
                f"{again.seconds:.1f}",
                f"{page / 2**10:.0f} KiB",
            )
            print(f"{size} submissions: {first.seconds:.0f} s", file=sys.stderr)
    Console(width=120).print(table)


if __name__ == "__main__":
    typer.run(main)
