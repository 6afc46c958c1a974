"""A class graded on a real Dask cluster: a scheduler and workers in processes of their own, one of them killed."""

import json
import os
import subprocess
import sys
import time

import nbformat
import pytest
from kits import ROOT, load

from benchmarks.recovery import without_times
from grader.course.classwork import Classwork
from grader.course.cluster import cluster
from grader.examine.pool import Examiners, unordered_map
from grader.gradebook.release import release
from grader.handed_in.notebook import as_submission
from grader.kit.cases import as_notebook, cases, read_case
from grader.layout import Course
from grader.records import Report

RBM = load("rbm")
BANK = ROOT / "tests" / "submissions" / "rbm"
SEED = 5
ENVIRONMENT = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


def start(*arguments, settings=()):
    """One `dask` process."""
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        env={**ENVIRONMENT, **dict(settings)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def address_in(file, scheduler):
    """The address that a scheduler writes down when it is ready: half a file is not yet one."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert scheduler.poll() is None, "the scheduler ended"
        try:
            return json.loads(file.read_text())["address"]
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
    raise TimeoutError("the scheduler is not ready after two minutes")


@pytest.fixture
def dask(tmp_path, request):
    """The address of a scheduler, with settings that a test may give, and its two workers' processes."""
    file = tmp_path / "scheduler.json"
    workers = []
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    boss = start("dask_scheduler", *options, settings=getattr(request, "param", ()))
    try:
        address = address_in(file, boss)
        workers = [start("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
        yield address, workers
    finally:
        for process in [*workers, boss]:
            process.kill()
            process.wait()


@pytest.fixture
def course(tmp_path):
    """A class of twelve that has handed in."""
    course = Course(tmp_path / "course")
    release(RBM, course)
    released = nbformat.read(course.released("rbm") / "rbm.ipynb", as_version=4)
    plain = read_case(BANK / "plain.py")
    chosen = [*cases(BANK / "correct")[:40:5], *cases(BANK / "wrong")[5:45:10]]
    for number, case in enumerate(chosen):
        path = course.submitted("rbm", f"s{number:02d}")
        path.parent.mkdir(parents=True)
        nbformat.write(as_notebook(case, released, plain), path)
    return course


@pytest.mark.parametrize("dask", [{"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}], indirect=True)
def test_submission_with_which_every_worker_dies_is_a_fault(dask):
    """The command goes on, and a person looks at that submission."""

    def deadly(submission):
        os._exit(1)

    with cluster(dask[0], RBM, "none", SEED) as (_, map):
        (report,) = map(deadly, [as_submission(RBM, "s", RBM.notebook)])
    assert report.status == "fault" and "every worker that tried it died" in report.notices[-1].text


def graded(course, function, map, after_third=lambda: None):
    """Reports by student as plain data, without what may differ: times."""
    counts = {}

    def counting(reports):
        for report in reports:
            # A submission that comes back ungraded was slow at first sight: it is graded after the others.
            if isinstance(report, Report):
                counts[report.student] = counts.get(report.student, 0) + 1
                if len(counts) == 3:
                    after_third()
            yield report

    work = Classwork(RBM, course)
    work.grade(course.students("rbm"), function, lambda f, items: counting(map(f, items)), regrade=True)
    assert set(counts.values()) == {1}
    return {report.student: without_times(report.to_dict()) for report in work.write_class_pages()}


def test_killed_worker_changes_no_grade(course, dask):
    """Every submission is graded exactly once, and as on one machine, though a worker dies in the middle."""
    with Examiners(RBM, seed=SEED) as examiners:
        here = graded(course, examiners.grade, lambda function, items: unordered_map(function, items, 2))
    address, workers = dask
    with cluster(address, RBM, "auto", SEED) as (function, map):
        there = graded(course, function, map, after_third=workers[0].kill)
    assert there == here
