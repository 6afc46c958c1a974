"""What `collect` knew of a hand-in is in the report."""

from collecting import zipped
from small_kit import ANSWER, make_kit, notebook

from grader.course.classwork import Classwork
from grader.examine.pool import Examiners
from grader.gradebook.release import release
from grader.handed_in.collect import collect
from grader.kit.assignment import Assignment
from grader.kit.kit import kit_at
from grader.layout import Course
from grader.lms import LAYOUTS


def test_report_says_how_it_was_handed_in(tmp_path):
    """System, file name and lateness of a download from Canvas; nothing of who was put there by hand."""
    import json

    words = Assignment.load(kit_at(make_kit(tmp_path / "kit")), "words")
    course = Course(tmp_path / "course")
    release(words, course)
    content = json.dumps(notebook(ANSWER)).encode()
    files = {"doejane_LATE_11_22_words-1.ipynb": content, "roerick_33_44_words.ipynb": content}
    (tmp_path / "all.zip").write_bytes(zipped(files))
    collect(tmp_path / "all.zip", "words", course, LAYOUTS)
    by_hand = course.submitted("words", "hand")
    by_hand.parent.mkdir(parents=True)
    by_hand.write_bytes(content)
    by_hand.with_name("timestamp.txt").write_text("2026-01-02 10:00:00 UTC")
    with Examiners(words) as examiners:
        Classwork(words, course).grade(course.students("words"), examiners.grade, map)
    plain = {report.student: report.to_dict() for report in course.reports("words")}
    late = plain["doejane_11"]
    assert late["hand_in"] == {"at": None, "layout": "a download from Canvas", "file": "words-1.ipynb", "late": True}
    assert "late" in late["notice_kinds"] and "late" not in plain["roerick_33"]["notice_kinds"]
    assert plain["hand"]["hand_in"] == {"at": "2026-01-02 10:00:00 UTC", "layout": None, "file": None, "late": None}
