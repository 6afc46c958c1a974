"""An LMS's own table comes back with grades, and with nothing else changed.

Headers as Moodle's offline grading worksheet (mod_assign, gradingtable.php) and Canvas's gradebook export have them.
"""

import csv
import io
import zipfile

import pytest
from courses import RBM, grade, hand_in

from grader.errors import InputError
from grader.gradebook.gradebook import final_scores
from grader.gradebook.release import release
from grader.layout import Course
from grader.lms.export import export, fill

SCORES = {"Ada Lovelace_4711": 40.0, "Ben_4712": 33.5, "Eve_9": 12.0}
MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    'Participant 4711,"Ada Lovelace",ada@example.org,"Submitted for grading",,40.00,Yes,"Friday, 5 June 2026",-,\r\n'
    'Participant 4712,Ben,ben@example.org,Submitted,3.00,40.00,Yes,"Friday, 5 June 2026",-,"a, b\r\nc"\r\n'
    'Participant 4713,Zoë,zoe@example.org,"No submission",,40.00,Yes,-,-,\r\n'
)
CANVAS = (
    "Student,ID,SIS Login ID,Section,Essay (21),rbm (4711),Final Score\n"
    ",,,,Manual Posting,,(read only)\n"
    "    Points Possible,,,,10,100,(read only)\n"
    '"Lovelace, Ada",4711,ada,Day,9,,90\n'
    '"Bitdiddle, Ben",4712,ben,Day,8,,80\n'
    '"Student, Test",77,x1,Day,,,\n'
)


def rows(filled, delimiter=","):
    """The table's cells, by row."""
    return list(csv.reader(io.StringIO(filled.content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def changed(before, filled, delimiter=","):
    """The cells that are not as they were: {(row, column): new}."""
    old = list(csv.reader(io.StringIO(before, newline=""), delimiter=delimiter))
    return {
        (number, place): new
        for number, (one, two) in enumerate(zip(old, rows(filled, delimiter), strict=True))
        for place, (was, new) in enumerate(zip(one, two, strict=True))
        if was != new
    }


def test_moodle_worksheet():
    """Grades go to the column left of the maximum; header, other cells, line ends and line breaks in cells stay."""
    filled = fill(MOODLE.encode(), RBM, SCORES)
    assert changed(MOODLE, filled) == {(1, 4): "40", (2, 4): "33.5"}
    assert filled.column == "Grade" and filled.of_moodle
    assert filled.without_row == ("Eve_9",) and filled.rows_left == 1 and filled.scale is None
    assert filled.content.count(b"\r\n") == MOODLE.count("\r\n")


def test_moodle_in_another_language():
    """Other headers, semicolons, decimal commas, a byte order mark, another maximum."""
    table = (
        "ID;Vollständiger Name;Status;Bewertung;Bestwertung;Bewertung kann geändert werden\n"
        "Teilnehmer/in 4711;Ada;Abgegeben;-;100,00;Ja\n"
        "Teilnehmer/in 4712;Ben;Abgegeben;50,00;100,00;Ja\n"
    )
    filled = fill(b"\xef\xbb\xbf" + table.encode(), RBM, SCORES)
    assert filled.content.startswith(b"\xef\xbb\xbf")
    assert changed(table, filled, ";") == {(1, 3): "100", (2, 3): "83,75"}
    assert filled.scale == (40, 100) and filled.column == "Bewertung"


def test_canvas_gradebook():
    """The column of the assignment's name, scaled to the points possible; other assignments stay."""
    filled = fill(CANVAS.encode(), RBM, SCORES)
    assert changed(CANVAS, filled) == {(3, 5): "100", (4, 5): "83.75"}
    assert filled.column == "rbm (4711)" and not filled.of_moodle
    assert filled.rows_left == 1 and filled.without_row == ("Eve_9",)


def test_column_can_be_named():
    """Where the assignment has another name in the LMS, the instructor says which column."""
    with pytest.raises(InputError, match="Week 3"):
        fill(CANVAS.replace("rbm (4711)", "Week 3 (4711)").encode(), RBM, SCORES)
    table = CANVAS.replace("rbm (4711)", "Week 3 (4711)")
    filled = fill(table.encode(), RBM, SCORES, "Week 3 (4711)")
    assert changed(table, filled) == {(3, 5): "100", (4, 5): "83.75"}
    with pytest.raises(InputError, match="no column `Week 4`"):
        fill(table.encode(), RBM, SCORES, "Week 4")


def test_students_of_a_plain_class_are_found_by_their_names():
    """Without numbers of an LMS: the column that holds the names in `submitted/`."""
    table = "Username,Name,rbm\ns01,Ada,\ns10,Ben,\n"
    assert changed(table, fill(table.encode(), RBM, {"s01": 40.0, "s10": 8.0})) == {(1, 2): "40", (2, 2): "8"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "no table"),
        ("a\nb\n", "no table"),
        ("Name,Grade\nZoë,\n", "no row belongs"),
        ("Name,Grade\n" + "x" * 200_000 + ",1\n", "could not be read|no table that could be read"),
    ],
)
def test_what_is_no_table_of_this_class_is_refused(table, words):
    """And says why."""
    with pytest.raises(InputError, match=words):
        fill(table.encode(), RBM, SCORES)


def test_other_encoding_is_refused():
    """A table that a spreadsheet has saved."""
    with pytest.raises(InputError, match="UTF-8"):
        fill(MOODLE.encode("latin-1"), RBM, SCORES)


def test_grades_of_a_graded_class_go_back(tmp_path):
    """With manual scores, and with the pages in folders that Moodle takes back."""
    course = Course(tmp_path / "course")
    release(RBM, course)
    for student in ("Ada Lovelace_4711", "Ben_4712"):
        hand_in(course, student, "plain")
    grade(course, ["Ada Lovelace_4711", "Ben_4712"])
    table = tmp_path / "Grades-RBM-77.csv"
    table.write_bytes(MOODLE.encode())
    filled = export(table, RBM, course, final_scores(course, "rbm"), None)
    folder = course.exported("rbm")
    assert changed(MOODLE, filled) == {(1, 4): "40", (2, 4): "40"}
    assert (folder / table.name).read_bytes() == filled.content and table.read_bytes() == MOODLE.encode()
    with zipfile.ZipFile(folder / "feedback.zip") as pages:
        folders = [f"{student}_assignsubmission_file" for student in filled.students]
        assert pages.namelist() == [f"{folder}/rbm.html" for folder in folders]
        assert b"<html" in pages.read(pages.namelist()[0])
