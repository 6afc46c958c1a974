"""Reading what students hand in: every damaged file has a reason, every readable one its cells."""

import json
import os

import nbformat
import pytest
from kits import load

from grader.errors import Unreadable
from grader.gradebook.autograded import insert_report, restored
from grader.handed_in.notebook import as_submission, read_handed_in
from grader.kit.cells import grade_id, text
from grader.records import PartResult, Report, TestResult

RBM = load("rbm")
EMPTY = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}

DAMAGED = {
    "empty": (b"", "empty"),
    "no JSON": (b"hello", "not valid JSON"),
    "cut off": (json.dumps(EMPTY).encode()[:-5], "cut off"),
    "a list": (b"[]", "not a notebook"),
    "no cells": (b'{"nbformat": 4}', "format"),
    "cells are no list": (b'{"nbformat": 4, "cells": {}}', "format"),
    "format 2": (b'{"nbformat": 2, "worksheets": []}', "format 2"),
    "format 3, damaged": (b'{"nbformat": 3, "worksheets": 5}', "damaged"),
    "format 5": (b'{"nbformat": 5, "cells": []}', "format 5"),
    "format of a strange type": (b'{"nbformat": "4", "cells": []}', "not a notebook"),
    "no text": (b"\xff\xfe\xff", "not text"),
    "binary": (bytes(range(256)), "not text"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "huge number": (b'{"nbformat": ' + b"9" * 10_000 + b"}", "not valid JSON"),
    "thousands of cells": (json.dumps({**EMPTY, "cells": [1] * 6_000}).encode(), "at most 5000"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_file_has_a_reason(tmp_path, name):
    """A file that is no notebook is refused in words."""
    content, reason = DAMAGED[name]
    (tmp_path / "rbm.ipynb").write_bytes(content)
    with pytest.raises(Unreadable, match=reason):
        read_handed_in("s", tmp_path / "rbm.ipynb").notebook()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path, encoding):
    """A byte order mark or UTF-16 is no obstacle."""
    (tmp_path / "rbm.ipynb").write_bytes(json.dumps(EMPTY).encode(encoding))
    assert read_handed_in("s", tmp_path / "rbm.ipynb").notebook()["cells"] == []


def test_format_3_is_read(tmp_path):
    """Cells in worksheets with `input` become cells with `source`."""
    cells = [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]
    old = {"nbformat": 3, "worksheets": [{"cells": cells}]}
    (tmp_path / "rbm.ipynb").write_text(json.dumps(old))
    assert text(read_handed_in("s", tmp_path / "rbm.ipynb").notebook()["cells"][0]) == "x = 1\ny = 2"


def test_what_is_no_file_is_never_followed(tmp_path):
    """Links, pipes and folders in place of the notebook are refused, without waiting for a pipe."""
    (tmp_path / "secret").write_text(json.dumps(EMPTY))
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    for name, reason in (("link", "link"), ("pipe", "device"), ("folder", "folder"), ("none", "no notebook")):
        with pytest.raises(Unreadable, match=reason):
            read_handed_in("s", tmp_path / f"{name}.ipynb").notebook()


def test_cells_of_odd_types_are_left_out():
    """Cells that are no cells are skipped and noted."""
    odd = [{"cell_type": "code", "source": 5}, {"cell_type": "code", "source": ["a = 1\n", 3]}]
    cells = [1, None, "x", [], *odd]
    submission = as_submission(RBM, "s", {**EMPTY, "cells": cells})
    assert [cell.number for cell in submission.cells] == [5, 6]
    assert any("4 cells are no cells" in notice.text for notice in submission.notices)


def test_untouched_release_gives_no_notice():
    """What an honest student hands in is nothing to report."""
    assert as_submission(RBM, "s", RBM.notebook).notices == ()


def test_pictures_and_visible_checks_are_not_run():
    """Only cells that define something are run while grading."""
    sources = [cell.source for cell in as_submission(RBM, "s", RBM.notebook).cells]
    assert not set(sources) & RBM.not_run
    assert sources[: len(RBM.opening)] == list(RBM.opening)


def edited(change):
    """The released notebook after `change(cells by grade_id, all cells)`."""
    notebook = json.loads(json.dumps(RBM.notebook))
    named = {grade_id(cell): cell for cell in notebook["cells"] if grade_id(cell)}
    change(named, notebook["cells"])
    return notebook


def test_edited_locked_cell_is_noted_and_does_not_count():
    """The instructor's cells run as the instructor wrote them."""
    locked = next(name for name, cell in RBM.graded.items() if cell["metadata"]["nbgrader"]["locked"])
    notebook = edited(lambda named, _: named[locked].update(source="import os; os.abort()"))
    submission = as_submission(RBM, "s", notebook)
    assert f"`{locked}` is not as released" in submission.notices[0].text
    assert not any("abort" in cell.source for cell in submission.cells)


def test_deleted_and_copied_cells_are_noted():
    """A test cell that is missing and one that is there twice are reported."""

    def change(named, cells):
        cells.remove(named["test_sigm"])
        cells.append(dict(named["test_gibbs"]))

    notices = as_submission(RBM, "s", edited(change)).notices
    assert tuple(notice.text for notice in notices) == (
        "test cell `test_sigm` is missing or has lost its metadata",
        "test cell `test_gibbs` is there 2 times",
    )


def test_notebook_of_another_assignment_is_noted_as_such():
    """One notice, and not one for each cell that is not there; functions alone are enough to belong here."""
    (notice,) = as_submission(RBM, "s", load("dreaming").notebook).notices
    assert notice.kind == "wrong notebook" and "none of the answer and test cells of `rbm`" in notice.text
    retyped = {**EMPTY, "cells": [{"cell_type": "code", "source": "def sigm(t):\n    return t"}]}
    assert {notice.kind for notice in as_submission(RBM, "s", retyped).notices} == {"lost metadata"}


def test_edited_points_are_noted():
    """Points are the instructor's business."""
    notebook = edited(lambda named, _: named["test_sigm"]["metadata"]["nbgrader"].update(points=1000))
    assert "points or settings of test cell `test_sigm`" in as_submission(RBM, "s", notebook).notices[0].text


def test_unreadable_submission_says_why(tmp_path):
    """A damaged file becomes a submission with a reason, not an exception."""
    submission = read_handed_in("s", tmp_path / "none.ipynb").submission(RBM)
    assert submission.unreadable == "there is no notebook"


DAMAGES = {
    "nothing": lambda named, cells: None,
    "everything deleted": lambda named, cells: cells.clear(),
    "test cell deleted": lambda named, cells: cells.remove(named["test_gibbs"]),
    "answer copied with metadata": lambda named, cells: cells.insert(0, json.loads(json.dumps(named["gibbs"]))),
    "test cell copied": lambda named, cells: cells.append(json.loads(json.dumps(named["test_gibbs"]))),
    "points edited": lambda named, cells: named["test_sigm"]["metadata"]["nbgrader"].update(points=99),
    "points removed": lambda named, cells: named["test_sigm"]["metadata"]["nbgrader"].pop("points"),
    "turned to markdown": lambda named, cells: named["test_sigm"].update(cell_type="markdown"),
    "unknown grade_id": lambda named, cells: named["sigm"]["metadata"]["nbgrader"].update(grade_id="x y"),
    "old schema": lambda named, cells: named["sigm"]["metadata"]["nbgrader"].update(schema_version=2),
    "metadata is a list": lambda named, cells: named["sigm"].update(metadata=[1]),
    "ids all equal": lambda named, cells: [cell.update(id="a") for cell in cells],
    "strange cells": lambda named, cells: cells.extend([3, {"cell_type": "video"}, {"cell_type": "code", "id": "<x>"}]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_restored_notebook_is_what_nbgrader_expects(damage):
    """Whatever a student did to the cells, nbgrader finds each test cell once, valid, with its points."""
    from nbgrader.nbgraderformat import MetadataValidator

    notebook = nbformat.from_dict(restored(RBM, edited(DAMAGES[damage])))
    nbformat.validate(notebook)
    for cell in notebook.cells:
        MetadataValidator().validate_cell(cell)
    tests = {
        grade_id(cell): cell.metadata.nbgrader.points for cell in notebook.cells if "test_" in (grade_id(cell) or "")
    }
    assert tests == {f"test_{part.id}": part.points for part in RBM.parts}


def test_report_becomes_points_as_nbgrader_reads_them():
    """nbgrader's own rule finds the score of each part in the outputs that we write."""
    from nbgrader.utils import determine_grade

    scores = {"sigm": 10.0, "gibbs": 2.5, "gradient": 0.0, "train": 1 / 3}
    parts = tuple(
        PartResult(name, name, True, (TestResult("t", "t", "wrong", score, 10.0, "1e999 <b>"),))
        for name, score in scores.items()
    )
    notebook = restored(RBM, RBM.notebook)
    insert_report(notebook, Report("rbm", "s", "graded", parts))
    cells = {grade_id(cell): nbformat.from_dict(cell) for cell in notebook["cells"]}
    for name, score in scores.items():
        assert determine_grade(cells[f"test_{name}"]) == (score, 10.0)
