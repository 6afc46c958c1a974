"""The main job: an assignment released, handed in, graded, and the same through nbgrader's own commands."""

import csv
import json
import shutil
import zipfile
from dataclasses import replace

import nbformat
import pytest
from courses import BANK, RBM, exported, grade, hand_in, nbgrader
from kits import KIT, ROOT

from grader.course import demo
from grader.course.classwork import Classwork
from grader.errors import InputError
from grader.examine.pool import Examiners
from grader.gradebook.gradebook import GradebookWriter, final_scores
from grader.gradebook.release import release
from grader.kit.cases import as_notebook, read_case
from grader.layout import Course

CLASS = {
    "right": "plain",
    "half": "class/s05",
    "wrong": "wrong/gibbs-forgets-hidden-bias",
    "untouched": "class/s06",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A released course with a small class that has handed in."""
    course = Course(tmp_path_factory.mktemp("course"))
    release(RBM, course)
    for student, case in CLASS.items():
        hand_in(course, student, case)
    damaged = course.submitted("rbm", "damaged")
    damaged.parent.mkdir(parents=True)
    damaged.write_text('{"cells": [')
    return course


@pytest.fixture(scope="module")
def reports(course):
    """The class, graded."""
    return grade(course, [*CLASS, "damaged"])


def test_release_hides_tests_and_keeps_stubs(course):
    """Students get the stubs as they are, the data, the references, and no word of the hidden tests."""
    folder = course.released("rbm")
    notebook = (folder / "rbm.ipynb").read_text()
    assert "HIDDEN" not in notebook and "tests/hidden" not in notebook
    assert "solutions.gibbs(rbm, x, k)" in notebook
    assert {path.name for path in folder.iterdir()} == {"README.md", "rbm.ipynb", "solutions.py"}
    with zipfile.ZipFile(folder.with_suffix(".zip")) as bundle:
        files = {name for name in bundle.namelist() if not name.endswith("/")}
    assert files == {"rbm/README.md", "rbm/rbm.ipynb", "rbm/solutions.py", "data/mnist_binary.npz", "data/LICENSE.md"}


def test_plain_right_answers_earn_everything(reports):
    """Textbook answers get all 40 points."""
    assert reports["right"].score == reports["right"].max_score == 40


def test_untouched_release_earns_nothing(reports):
    """Every part still calls the reference: 0 points, in each."""
    assert [part.score for part in reports["untouched"].parts] == [0, 0, 0, 0]
    assert not any(part.attempted for part in reports["untouched"].parts)


def test_reference_earns_everything(course, tmp_path):
    """The reference, pasted in as a student's answer, gets all points."""
    source = (ROOT / "solutions" / "rbm.py").read_text()
    case = tmp_path / "reference.py"
    case.write_text(
        f'"""The reference."""\n# %% after train\n{source.replace("from __future__ import annotations", "")}'
    )
    hand_in_path = tmp_path / "rbm.ipynb"
    released = nbformat.read(course.released("rbm") / "rbm.ipynb", as_version=4)
    nbformat.write(as_notebook(read_case(case), released, read_case(BANK / "plain.py")), hand_in_path)
    from grader.examine.check import check_notebook

    report = check_notebook(hand_in_path, KIT, None, "auto", None)
    assert [(part.id, part.score) for part in report.parts] == [(part.id, 10) for part in RBM.parts]


def test_a_mistake_costs_its_own_part_only(reports):
    """A wrong sampler loses points in `gibbs`; what builds on it keeps its own."""
    scores = {part.id: part.score for part in reports["wrong"].parts}
    assert scores.pop("gibbs") < 10
    assert scores == {"sigm": 10, "gradient": 10, "train": 10}


def test_damaged_notebook_is_unreadable_and_stops_nobody(reports):
    """The reason is told; the others are graded."""
    assert reports["damaged"].status == "unreadable"
    assert reports["damaged"].score == 0
    assert {report.status for name, report in reports.items() if name != "damaged"} == {"graded"}


def test_grades_are_a_table(course, reports):
    """One row for each student, one column for each part."""
    with open(course.grades("rbm"), newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert list(rows["right"]) == [
        "student",
        "assignment",
        "status",
        "score",
        "max_score",
        "sigm",
        "gibbs",
        "gradient",
        "train",
    ]
    assert rows["right"]["score"] == "40"
    assert rows["damaged"]["status"] == "unreadable"


def test_feedback_tells_the_reason_beside_the_points(course, reports):
    """The page of a student with a mistake shows the points and the message, and nothing of the hidden tests."""
    page = course.feedback("rbm", "wrong").read_text()
    lost = [test for part in reports["wrong"].parts for test in part.tests if test.outcome == "wrong"]
    assert lost and all(test.title.split("'")[0][:20] in page for test in lost)
    assert "def test_" not in page and "tests/hidden" not in page


def test_report_file_holds_the_contract(course, reports):
    """report.json has the keys that other programs rely on."""
    report = json.loads(course.report("rbm", "right").read_text())
    assert list(report) == [
        "schema", "assignment", "student", "status", "score", "max_score", "unreadable", "parts", "notices",
        "notice_kinds", "hand_in", "isolation", "seconds", "versions", "fingerprints",
    ]  # fmt: skip
    assert report["isolation"] == "bubblewrap" and report["versions"]["numpy"]


def test_second_grading_has_nothing_to_do(course, reports):
    """Unchanged submissions are current; a changed one and one after a fault are not."""
    work = Classwork(RBM, course)
    assert all(work.is_current(student) for student in [*CLASS, "damaged"])
    hand_in(course, "half", "class/s03")
    assert not work.is_current("half")
    hand_in(course, "half", CLASS["half"])
    assert work.is_current("half")


def test_nbgrader_gives_the_same_scores(course, reports):
    """`nbgrader autograde`, `generate_feedback` and `export` agree with `grader grade`."""
    expected = {name: report.score for name, report in reports.items()}
    assert exported(course) == expected
    shutil.rmtree(course.root / "submitted" / "damaged")  # nbgrader cannot read it at all
    result = nbgrader(course, "autograde", "rbm", "--force")
    assert result.returncode == 0, result.stderr[-2000:]
    assert exported(course) == expected
    result = nbgrader(course, "generate_feedback", "rbm", "--force")
    assert result.returncode == 0, result.stderr[-2000:]
    page = course.feedback("rbm", "wrong").read_text()
    assert "hidden bias" in page and "BEGIN HIDDEN" not in page


def test_manual_scores_survive_a_regrade(course, reports):
    """What an instructor entered in the form grader stays."""
    with GradebookWriter(course, "rbm") as writer:
        grade_entry = writer._gradebook.find_grade("test_gibbs", "rbm", "rbm", "wrong")
        grade_entry.manual_score = 9.0
        writer._gradebook.db.commit()
    grade(course, ["wrong"])
    with GradebookWriter(course, "rbm") as writer:
        assert writer._gradebook.find_grade("test_gibbs", "rbm", "rbm", "wrong").manual_score == 9.0
        assert writer._gradebook.find_submission("rbm", "wrong").score == 39.0
    assert final_scores(course, "rbm")["wrong"] == 39.0


def test_grade_after_a_fault_waits_for_a_person(course, reports):
    """No points, not even 0, go anywhere until somebody has looked."""
    with GradebookWriter(course, "rbm") as writer:
        writer.record(replace(reports["right"], student="faulty", status="fault"), [], None)
        assert "faulty" not in final_scores(course, "rbm") and "right" in final_scores(course, "rbm")
        writer._gradebook.remove_submission("rbm", "faulty")


def test_late_penalty_follows_nbgrader_settings(course, reports):
    """A due date, a late submission and a penalty method in nbgrader_config.py."""
    settings = course.root / "nbgrader_config.py"
    text = settings.read_text()
    settings.write_text(text + '\nc = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with GradebookWriter(course, "rbm") as writer:
        writer._gradebook.update_or_create_assignment("rbm", duedate="2026-01-01 10:00:00 UTC")
    stamp = course.submitted("rbm", "right").with_name("timestamp.txt")
    stamp.write_text("2026-01-02 10:00:00 UTC")
    grade(course, ["right"])
    with GradebookWriter(course, "rbm") as writer:
        assert writer._gradebook.find_submission("rbm", "right").late_submission_penalty == 40.0
        assert final_scores(course, "rbm")["right"] == 0.0
        writer._gradebook.update_or_create_assignment("rbm", duedate=None)
    settings.write_text(text)
    stamp.unlink()


def test_report_that_cannot_be_written_down_stops_nobody(course, reports):
    """A fault of ours with one student's report is told; it is no grade, and the others are written down."""

    class Faulty(Classwork):
        def write_feedback(self, report):
            if report.student == "right":
                raise KeyError("a cell that nobody thought of")
            super().write_feedback(report)

    course.report("rbm", "right").unlink()
    work = Faulty(RBM, course)
    with Examiners(RBM) as examiners:
        failed = work.grade(["right", "damaged"], examiners.grade, map, regrade=True).failed
    assert list(failed) == ["right"] and "nobody thought of" in failed["right"]
    assert not work.is_current("right") and work.is_current("damaged")
    assert grade(course, ["right"])["right"].score == 40


def test_folder_in_the_way_of_one_students_page_stops_nobody(course, reports):
    """Whatever lies there: that student's grade is told as not written down, the others' are there."""
    page = course.feedback("rbm", "right")
    page.unlink()
    page.mkdir()
    work = Classwork(RBM, course)
    with Examiners(RBM) as examiners:
        failed = work.grade(["right", "damaged"], examiners.grade, map, regrade=True).failed
    assert list(failed) == ["right"] and "IsADirectoryError" in failed["right"]
    page.rmdir()
    assert grade(course, ["right"])["right"].score == 40


def test_time_of_handing_in_is_part_of_a_submission(course, reports):
    """A timestamp that comes or changes after the grading may mean a late penalty: it is graded again."""
    work, stamp = Classwork(RBM, course), course.submitted("rbm", "right").with_name("timestamp.txt")
    assert work.is_current("right")
    stamp.write_text("2026-01-02 10:00:00 UTC")
    assert not work.is_current("right")
    stamp.unlink()
    assert work.is_current("right")


@pytest.mark.parametrize("time", ["", "yesterday", "0001-01-01 00:00:00 +2359"])
def test_time_that_is_none_stops_nobody(course, reports, time):
    """nbgrader's exchange lets students write that file."""
    stamp = course.submitted("rbm", "right").with_name("timestamp.txt")
    stamp.write_text(time)
    assert grade(course, ["right"])["right"].score == 40
    stamp.unlink()
    assert grade(course, ["right"])["right"].score == 40


def test_demo_removes_no_class(course, reports):
    """Where others than the invented students have handed in, the demo refuses."""
    with pytest.raises(InputError, match="more than the demo's class"):
        demo.hand_in(RBM, course)
    assert course.submitted("rbm", "right").exists()
