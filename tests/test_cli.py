"""What the command line says to wrong input: what happened, where, and what to do, with exit code 2."""

import json
import os
import subprocess
import sys

import pytest
from kits import KIT, load

from grader import cli
from grader.examine.check import watch_notebook
from grader.kit.cells import grade_id, released_source, text


@pytest.fixture
def grader(monkeypatch, capsys):
    """A function that runs a command in this process: (exit code, output, error output)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["grader", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return stop.value.code or 0, *capsys.readouterr()

    return run


@pytest.fixture
def course(tmp_path):
    """A course folder with a release and nothing handed in."""
    (tmp_path / "release" / "rbm").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def released_notebook(tmp_path):
    """A notebook as students get it."""
    notebook = json.loads(json.dumps(load("rbm").notebook))
    for cell in notebook["cells"]:
        cell["source"] = released_source(text(cell))
    path = tmp_path / "rbm.ipynb"
    path.write_text(json.dumps(notebook))
    return path


def test_unknown_assignment_offers_the_nearest(grader, course):
    """A typo is answered with the name that was meant."""
    code, _, error = grader("grade", "rmb", "--course", course)
    assert code == 2
    assert "no assignment `rmb`" in error and "Did you mean `rbm`?" in error


def test_missing_course_folder_says_how_to_make_one(grader, tmp_path):
    """No folder: the command that makes one is named."""
    code, _, error = grader("grade", "rbm", "--course", tmp_path / "none")
    assert code == 2
    assert str(tmp_path / "none") in error and "grader release" in error


def test_other_folder_is_no_course(grader, tmp_path):
    """A folder without anything of a course is not filled with files."""
    code, _, error = grader("grade", "rbm", "--course", tmp_path)
    assert code == 2 and "is not a course folder" in error
    assert list(tmp_path.iterdir()) == []


def test_no_submissions_says_where_they_belong(grader, course):
    """The path of a submission is spelled out."""
    code, _, error = grader("grade", "rbm", "--course", course)
    assert code == 2 and str(course / "submitted") in error and "STUDENT" in error


def test_unknown_student_is_answered_with_the_known(grader, course):
    """Who is there is said."""
    (course / "submitted" / "s07" / "rbm").mkdir(parents=True)
    code, _, error = grader("grade", "rbm", "--course", course, "--student", "s70")
    assert code == 2 and "s70" in error and "s07" in error


def test_assignment_that_was_never_released_is_named(grader, course):
    """A gradebook without the assignment: release comes first."""
    (course / "submitted" / "s07" / "rbm").mkdir(parents=True)
    code, _, error = grader("grade", "rbm", "--course", course)
    assert code == 2 and "grader release rbm" in error


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"print(1)", "not valid JSON"), (b"{}", "not a notebook"), (None, "no notebook")],
)
def test_what_is_no_notebook_cannot_be_checked(grader, tmp_path, content, reason):
    """`check` says why."""
    path = tmp_path / "mine.ipynb"
    if content is not None:
        path.write_bytes(content)
    code, _, error = grader("check", path)
    assert code == 2 and str(path) in error and reason in error


def test_notebook_of_no_assignment_asks_for_its_name(grader, tmp_path):
    """`check` does not guess."""
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}))
    code, _, error = grader("check", path)
    assert code == 2 and "--assignment" in error


def test_check_of_the_release_finds_no_points(grader, released_notebook):
    """An untouched notebook: exit code 1, every part still to be written."""
    code, output, _ = grader("check", released_notebook)
    assert code == 1
    assert "0 of 40" in output


def test_check_as_json_is_a_report(grader, released_notebook):
    """`--json` prints what report.json holds."""
    code, output, _ = grader("check", released_notebook, "--json")
    report = json.loads(output)
    assert code == 1
    assert (report["schema"], report["assignment"], report["score"], report["max_score"]) == (2, "rbm", 0, 40)
    assert not any(part["attempted"] for part in report["parts"])


def test_watched_notebook_is_checked_again_when_it_is_saved(released_notebook):
    """A change is seen; a file in the middle of being saved is told, and the next one is checked again."""
    content = json.loads(released_notebook.read_text())
    reports = watch_notebook(released_notebook, KIT, None, "auto", None)
    assert next(reports).score == 0
    released_notebook.write_text("{")
    assert "cannot be checked" in str(next(reports))
    answer = next(cell for cell in content["cells"] if grade_id(cell) == "sigm")
    answer["source"] = "def sigm(t):\n    return 0.5 + 0.5 * numpy.tanh(0.5 * t)"
    released_notebook.write_text(json.dumps(content))
    assert next(reports).score == 10
    reports.close()


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_folder_without_write_permission_is_named(course, tmp_path):
    """As another user than root, who may write everywhere."""
    (course / "submitted" / "s07" / "rbm").mkdir(parents=True)
    os.chmod(course, 0o555)
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from grader.layout import Course\n"
        "from grader.errors import InputError\n"
        "if os.getuid() == 0:\n    os.setresuid(65534, 65534, 65534)\n"
        "try:\n    Course(Path(sys.argv[1])).check()\n"
        "except InputError as error:\n    sys.exit(str(error))\n"
    )
    for folder in course.parents:
        if folder.stat().st_uid == os.getuid() and str(folder).startswith("/tmp/"):
            os.chmod(folder, 0o755)
    result = subprocess.run([sys.executable, "-c", program, course], capture_output=True, text=True)
    os.chmod(course, 0o755)
    assert "No permission to write" in result.stderr and str(course) in result.stderr


def test_collect_says_what_it_found_and_what_to_do_next(grader, course, tmp_path):
    """How the archive was read, who has handed in what, and the command that grades them."""
    folder = tmp_path / "from"
    for student, file in {"ada": "rbm.ipynb", "ben": "mine (2).ipynb", "eve": "work.pdf"}.items():
        (folder / student).mkdir(parents=True)
        (folder / student / file).write_text("{}")
    code, output, _ = grader("collect", "rbm", folder, "--course", course)
    assert code == 0
    assert "3 students" in output and "2 new" in output and "ben: took mine (2).ipynb" in output
    assert "eve: no notebook, but work.pdf" in output and "grader grade rbm" in output


def test_collect_from_nothing_is_wrong_input(grader, course, tmp_path):
    """The path, and what is wrong with it."""
    code, _, error = grader("collect", "rbm", tmp_path / "none.zip", "--course", course)
    assert code == 2 and "none.zip" in error and "nothing of that name" in error
