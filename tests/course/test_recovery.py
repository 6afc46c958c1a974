"""A grading may be killed at any moment: the next one continues, and nothing is lost or half written."""

import fcntl
from concurrent.futures import ThreadPoolExecutor, wait

import psutil
import pytest
import typer
from courses import RBM

from benchmarks import recovery
from grader.errors import InputError
from grader.examine.pool import Examiners
from grader.files import only_one, write
from grader.handed_in.notebook import as_submission
from grader.layout import Course
from grader.records import Cell, Submission


def test_end_is_the_same_after_kills(capsys):
    """Gradings killed at random moments (a small version of `make recovery`) leave the same reports and grades."""
    with pytest.raises(typer.Exit) as end:
        recovery.main(kills=4, students=4, seed=2)
    assert end.value.exit_code == 0, capsys.readouterr().out


def test_killed_server_of_examiners_is_replaced():
    """Without the process that forks examiners, those that are there go on, and new ones come from a new one."""
    submission = as_submission(RBM, "s", RBM.notebook)
    before = set(psutil.Process().children())
    with Examiners(RBM) as examiners:
        assert examiners.grade(submission).status == "graded"
        (server,) = set(psutil.Process().children()) - before
        (examiner,) = (child for child in server.children() if child.name() != "bwrap")
        server.kill()
        server.wait()
        assert examiners.grade(submission).status == "graded" and examiner.is_running()
        examiner.kill()
        assert examiners.grade(submission).status == "graded"
    assert set(psutil.Process().children()) == before


def test_grading_leaves_no_folders_of_its_own(tmp_path, monkeypatch):
    """Scratch folders of examiners and boxes go with them, also if they are stopped in the middle of a submission."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    endless = Submission(RBM.id, "s", (Cell(1, "while True: pass"),))
    with Examiners(RBM) as examiners, ThreadPoolExecutor(2) as pool:
        examiners.grade(as_submission(RBM, "s", RBM.notebook))
        assert list(tmp_path.glob("grader-*"))
        for _ in range(10):
            stopped = [pool.submit(examiners.grade, endless) for _ in range(2)]
            wait(stopped, timeout=1)
            examiners.close()
            assert [grading.result().status for grading in stopped] == ["fault", "fault"]
            examiners._closed = False
    assert not list(tmp_path.iterdir())


def test_half_written_file_is_never_seen(tmp_path, monkeypatch):
    """What was there stays until the new content is complete; what a kill left behind is removed by the next write."""
    path = tmp_path / "report.json"
    write(path, "old")
    monkeypatch.setattr("os.replace", lambda *paths: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write(path, "new")
    assert path.read_text() == "old"
    (tmp_path / ".report.json-killed").write_text("ne")
    monkeypatch.undo()
    write(path, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]


def test_half_a_report_is_not_read_as_a_grade(tmp_path):
    """A damaged report counts as none for resuming, and is named where it would be shown."""
    course = Course(tmp_path)
    path = course.report(RBM.id, "s1")
    path.parent.mkdir(parents=True)
    path.write_text('{"schema": 1, "assignment": "rbm", "stu')
    assert course.read_report(RBM.id, "s1") is None
    with pytest.raises(InputError, match="damaged"):
        list(course.reports(RBM.id))


def test_second_grading_of_a_course_is_refused(tmp_path):
    """Two gradings would write over each other."""
    with open(tmp_path / ".grading", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="Another grading"), only_one(tmp_path):
            pass
    with only_one(tmp_path):
        pass
