"""The grades in a spreadsheet, and the tables and lists in a terminal."""

import csv
import io
from dataclasses import replace

import pytest
import render_samples as sample
from rich.console import Console

from grader.pages import check_lines, class_table, grades_csv


def rows(reports):
    return list(csv.DictReader(io.StringIO(grades_csv(reports))))


def printed(renderable, **options) -> str:
    """What a terminal gets, without the colours that we chose."""
    console = Console(file=io.StringIO(), width=110, **options)
    console.print(renderable)
    return console.file.getvalue()


def test_grades_have_the_promised_columns():
    """student, assignment, status, score, max_score, and one column a part."""
    header = grades_csv(sample.CLASS).splitlines()[0]
    assert header == "student,assignment,status,score,max_score,sigm,gibbs,gradient,train"


def test_grades_equal_the_reports():
    """Every number read back is the one in the report, also when it has no short decimal form."""
    third = sample.report("s11", sample.part_result("gibbs", {0: ("wrong", "", None, 1 / 3)}))
    reports = [*sample.CLASS[:7], third]
    for row, report in zip(rows(reports), reports, strict=True):
        assert (row["student"], row["status"]) == (report.student, report.status)
        assert float(row["score"]) == pytest.approx(report.score, abs=1e-8)
        for part in report.parts:
            assert float(row[part.id]) == pytest.approx(part.score, abs=1e-8)


def test_fault_has_no_grade():
    """A score that is still open is an empty cell, in every column."""
    row = rows([sample.FAULT])[0]
    assert (row["status"], row["score"], row["sigm"], row["train"]) == ("fault", "", "", "")


def test_report_without_parts_has_a_row():
    """A damaged file, of which no part is known, is listed all the same."""
    table = rows([sample.report("s11", status="unreadable"), sample.RIGHT])
    assert [row["student"] for row in table] == ["s01", "s11"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\x00=", "\x1b[0m=", "＝"])
def test_formula_becomes_text(start):
    """A spreadsheet that opens the grades computes nothing, whatever a student is called."""
    assert rows([sample.report(start + "cmd()|' /C calc'!A0")])[0]["student"].startswith("'")


def test_name_with_commas_stays_one_cell():
    """Commas, quotes and line ends in a name do not move the columns."""
    row = rows([sample.report('a,"b"\n=c')])[0]
    assert (row["student"], row["assignment"], row["score"]) == ('a,"b" =c', "rbm", "40")


def test_class_table_of_a_large_class_shows_whom_to_look_at():
    """Thousands of rows help nobody: those with a remark are shown, and how many there are besides."""
    large = [replace(sample.CLASS[0], student=f"a{number}", notices=()) for number in range(3000)]
    shown = printed(class_table([*large, sample.TIMEOUT, *sample.CLASS]))
    remarks = [each for each in [sample.TIMEOUT, *sample.CLASS] if each.status != "graded" or each.notices]
    assert remarks and all(each.student in shown for each in remarks)
    assert len(shown.splitlines()) < 100 and f"{3001 + len(sample.CLASS) - len(remarks)} more" in shown


def test_class_table_shows_students_and_parts():
    """One row a student in order, a dash for what was not started, and what to look at."""
    shown = [line.replace("│", " ").split() for line in printed(class_table(sample.CLASS)).splitlines()]
    assert ["s02", "10", "6.25", "10", "–", "26.25", "1", "notice"] in shown
    assert ["s07", "–", "–", "–", "–", "0", "unreadable,", "1", "notice"] in shown
    assert ["s08", "–", "–", "–", "–", "–", "fault"] in shown


def test_check_says_what_is_wrong():
    """The author of a notebook sees each test with its reason below it."""
    lines = [line.strip() for line in printed(check_lines(sample.PARTLY)).splitlines()]
    at = lines.index("✗ One step has the right distribution  not right yet, 1.25 of 2.5 points")
    assert lines[at - 1] == "✓ It returns one binary image"
    assert lines[at + 1].startswith("expected pixels that follow") and lines[at + 2].startswith("hint: draw")
    assert lines[0] == "rbm  26.25 of 40 points  2 of 4 parts complete"


def test_check_names_the_status():
    """What could not be graded is said instead of a list of tests."""
    assert "not JSON" in printed(check_lines(sample.UNREADABLE))
    assert "not your mistake" in printed(check_lines(sample.FAULT))


def test_terminal_gets_no_control_sequence():
    """Names and messages of a submission cannot colour, move or retitle anything."""
    renderables = [class_table(sample.HOSTILE), *map(check_lines, sample.HOSTILE)]
    shown = "".join(map(printed, renderables))
    assert not [character for character in shown if character < " " and character != "\n"]
    assert not set(shown) & set("\x7f\x9b\x9d\u202e\ud800")


def test_terminal_markup_stays_text():
    """Square brackets are no markup of ours."""
    assert "[red]x[/red]" in printed(class_table(sample.HOSTILE))
    wrong = sample.part_result("sigm", {0: ("wrong", "[bold]3[/bold]")})
    assert "[bold]3[/bold]" in printed(check_lines(sample.report("s02", wrong)))
