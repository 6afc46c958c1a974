"""The pages show everything that matters, and nothing in them is active."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
import render_samples as sample
from hypothesis import given
from hypothesis import strategies as st

from grader.pages import class_pages, feedback_page, nbgrader_cell_html

TITLE = "Training a Restricted Boltzmann Machine"
LINK = re.compile(r"#part\d+|\./[\w%.~-]+\.html|index\.html|students-\d+\.html")
INERT = (
    {"html", "head", "meta", "title", "style", "body", "header", "section", "nav", "footer"}
    | {"h1", "h2", "h3", "p", "div", "span", "a", "strong", "small", "bdi", "ul", "li", "dl", "dt", "dd"}
    | {"table", "thead", "tbody", "tr", "th", "td", "svg", "rect", "line", "text"}
)
EVERY = {r.student: r for r in sample.CLASS} | {f"hostile {n}": r for n, r in enumerate(sample.HOSTILE)}


class Skeleton(HTMLParser):
    """The tags and attributes of a page, as a browser's parser sees them, and the text between them."""

    def __init__(self, page: str):
        super().__init__()
        self.tags: list[tuple[str, tuple]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def attributes(self):
        return [(tag, name, value) for tag, attributes in self.tags for name, value in attributes]


def text(page: str) -> str:
    return Skeleton(page).text


def with_message(message: str, outcome="wrong"):
    return sample.report("s02", sample.part_result("gibbs", {1: (outcome, message)}))


def assert_inert(page: str):
    """Only tags that load and run nothing, no handler, no address outside our own pages."""
    found = Skeleton(page)
    assert {tag for tag, _ in found.tags} <= INERT
    for _, name, value in found.attributes:
        assert not name.startswith("on") and name not in {"src", "srcset", "action", "xlink:href"}
        assert name != "href" or LINK.fullmatch(value)


# the student's page


@pytest.mark.parametrize("report", EVERY.values(), ids=EVERY)
def test_feedback_page_is_inert(report):
    """Names, messages and notices of a submission stay text."""
    assert_inert(feedback_page(report, TITLE))
    for part in report.parts:
        assert_inert(nbgrader_cell_html(part))


@given(st.text())
def test_message_cannot_change_the_page(message):
    """The page has the same tags and attributes whatever a submission says."""
    expected = Skeleton(feedback_page(with_message("x")))
    assert Skeleton(feedback_page(with_message("x" + message))).tags == expected.tags


@pytest.mark.parametrize("report", EVERY.values(), ids=EVERY)
def test_pages_can_be_written(report):
    """No control character or half character is in a page, and no submission makes it large."""
    parts = [nbgrader_cell_html(part) for part in report.parts]
    for page in [feedback_page(report), *class_pages([report], TITLE).values(), *parts]:
        assert len(page.encode()) < 40_000
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)


def test_template_syntax_stays_text():
    """What looks like a template expression is not evaluated."""
    assert "{{ 7 * 7 }}" in text(feedback_page(with_message("{{ 7 * 7 }}")))


def test_policy_allows_one_style_sheet_only():
    """The policy names the hash of the page's style sheet, computed here anew, and allows nothing else."""
    page = feedback_page(sample.RIGHT)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policies = [value for tag, name, value in Skeleton(page).attributes if (tag, name) == ("meta", "content")]
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in policies


@pytest.mark.parametrize("report", EVERY.values(), ids=EVERY)
def test_pages_have_no_inline_styles(report):
    """The policy would block a style attribute: looks come from classes."""
    pages = [feedback_page(report), *class_pages([report], TITLE).values()]
    assert not [page for page in pages if "style" in {name for _, name, _ in Skeleton(page).attributes}]


def test_points_and_reason_stand_together():
    """Partial credit, its test and the reason for it follow each other without anything between."""
    shown = text(feedback_page(sample.PARTLY, TITLE))
    assert (
        "One step has the right distribution – not right yet 1.25 / 2.5 "
        "expected pixels that follow P(v=1|h) after one step, not a frequency of 0.31 hint: draw"
    ) in shown
    assert "26.25 of 40 points" in shown and "Sampling from the machine gibbs 6.25 of 10 points" in shown


OUTCOMES = {
    "passed": "✓ {} – right 2.5 / 2.5",
    "wrong": "✗ {} – not right yet 0 / 2.5",
    "crashed": "! {} – stopped with an error 0 / 2.5",
    "timeout": "∞ {} – took too long 0 / 2.5",
    "missing": "? {} – not found 0 / 2.5",
    "skipped": "– {} – not counted 0 / 2.5",
    "fault": "△ {} – to be checked 0 / 2.5",
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcome_has_symbol_and_words(outcome):
    """Every outcome can be told without seeing colours."""
    expected = OUTCOMES[outcome].format("One step has the right distribution")
    assert expected in text(feedback_page(with_message("", outcome)))


def test_shared_reason_is_given_once():
    """When all tests of a part failed for one reason, it stands at the part."""
    shown = text(feedback_page(sample.CRASHED))
    assert "0 of 10 points cell 14, line 6: name 'v_k' is not defined ! The shapes" in shown
    assert shown.count("not defined") == 1 and "as above" not in shown


def test_repeated_reason_is_given_once():
    """A reason that some tests share is not repeated, only referred to."""
    twice = sample.part_result("gibbs", {1: ("wrong", "expected 3"), 2: ("wrong", "expected 3")})
    shown = text(feedback_page(sample.report("s02", twice)))
    assert shown.count("expected 3") == 1 and shown.count("For the same reason as above.") == 1


def test_notices_stay_with_the_instructor():
    """A notice is on the class page and not on the student's."""
    assert "locked cell 12" not in text(feedback_page(sample.PARTLY))
    assert "locked cell 12" in text(class_pages([sample.PARTLY], TITLE)["index.html"])


def test_unreadable_notebook_says_why():
    """The student learns that nothing was graded, why, and what to do."""
    shown = text(feedback_page(sample.UNREADABLE))
    assert "Your notebook could not be opened 0 of 40 points" in shown
    assert "score is 0 for now. rbm.ipynb, line 214, column 3: not JSON Open the notebook in Jupyter" in shown
    assert "handed in twice" not in shown


def test_instructor_sees_why_too():
    """The reason and the notices of an unreadable notebook stand beside it."""
    shown = text(class_pages([sample.UNREADABLE], TITLE)["index.html"])
    assert "s07 unreadable rbm.ipynb, line 214, column 3: not JSON handed in twice" in shown


def test_fault_is_no_score_of_zero():
    """After a fault of the grader the score is open, and the student is told that it is not their mistake."""
    shown = text(feedback_page(sample.FAULT))
    assert "Your grade is not ready yet – of 40 points" in shown and "not your mistake" in shown


def test_inside_of_a_fault_stays_inside():
    """What went wrong on our machine is for the instructor only."""
    fault = replace(sample.FAULT, status="graded")
    assert sample.INSIDE not in text(feedback_page(fault))
    assert sample.INSIDE not in text(nbgrader_cell_html(fault.parts[0]))
    assert sample.INSIDE in text(class_pages([sample.FAULT], TITLE)["index.html"])


HEADLINES = {
    "s01": "Everything is right. Well done! 40 of 40 points",
    "s02": "2 of 4 parts complete 26.25 of 40 points",
    "s03": "Nothing is filled in yet 0 of 40 points",
}


@pytest.mark.parametrize("student", HEADLINES)
def test_headline_sums_up(student):
    """The first line of a page says how far the student has come."""
    assert HEADLINES[student] in text(feedback_page(EVERY[student]))


# the instructor's pages


def test_class_pages_are_inert():
    """Hostile names, messages, mistakes and notices stay text, and links lead to our pages only."""
    for page in class_pages(sample.HOSTILE * 20, TITLE, rows=100).values():
        assert_inert(page)


def test_small_class_is_one_page():
    """The table of a class that fits on one page stands on the index."""
    pages = class_pages(sample.CLASS, TITLE)
    assert list(pages) == ["index.html"]
    assert "s02 10 6.25 10 – 26.25 graded bubblewrap locked cell 12 was edited" in text(pages["index.html"])


def test_large_class_has_pages():
    """Every student is in exactly one table, in order, s2 before s10."""
    pages = class_pages(sample.large_class(1000), TITLE)
    assert list(pages) == ["index.html", *(f"students-{n}.html" for n in range(1, 5))]
    links = [
        value
        for name in list(pages)[1:]
        for tag, attribute, value in Skeleton(pages[name]).attributes
        if attribute == "href" and value.startswith("./")
    ]
    assert links == [f"./s{n}.html" for n in range(1, 1001)]


def test_student_links_can_be_given():
    """The caller says where the feedback pages are."""
    page = class_pages([sample.RIGHT], TITLE, link=lambda report: f"../feedback/{report.student}/rbm.html")
    assert ("a", "href", "../feedback/s01/rbm.html") in Skeleton(page["index.html"]).attributes


def test_summary_counts_students_not_tests():
    """Mistakes are counted once a student, the most frequent first."""
    twice = sample.every("gibbs", "wrong", "", "forgets-hidden-bias")
    pages = class_pages([sample.PARTLY, sample.report("s11", twice)], TITLE)
    assert "(students) forgets-hidden-bias 2 forgets-to-sample-hidden 1" in text(pages["index.html"])


def test_faults_count_in_no_average():
    """A score that is still open is neither 0 nor anything else in the mean, the median and the histogram."""
    shown = text(class_pages([sample.RIGHT, sample.FAULT], TITLE)["index.html"])
    assert "Students 2 Mean of 40 40 Median 40 All points 1 Unreadable 0 Grader faults 1" in shown


def test_histogram_counts_tenths():
    """Scores of 0, 26.25, 30 and 40 of 40 fall into the first, seventh, eighth and last tenth."""
    label = "Students by share of the points, in tenths: 2, 0, 0, 0, 0, 0, 1, 3, 0, 2"
    page = class_pages(sample.CLASS, TITLE)["index.html"]
    assert ("svg", "aria-label", label) in Skeleton(page).attributes


def test_shade_follows_the_score():
    """A cell is darker the more of its points are there; what was not started has no shade."""
    found = Skeleton(class_pages([sample.PARTLY], TITLE)["index.html"]).attributes
    shades = [v for tag, name, v in found if (tag, name) == ("td", "class")][:5]
    assert shades == ["level5", "level3", "level5", "quiet", "total level3"]


def test_lost_isolation_is_said_first():
    """Grades made without a box are announced above the table."""
    assert "1 of 7 graded without isolation." in text(class_pages(sample.CLASS, TITLE)["index.html"])


def test_empty_class_has_a_page():
    """No submissions are no error here."""
    assert "Students 0 Mean of 0 –" in text(class_pages([], TITLE)["index.html"])


# the cell in an nbgrader notebook


def test_nbgrader_cell_lists_tests():
    """The fragment has the points, the outcome and the reason of each test."""
    shown = text(nbgrader_cell_html(sample.PARTLY.parts[1]))
    assert shown.startswith("6.25 of 10 points for Sampling from the machine")
    assert "✗ not right yet , 1.25 of 2.5 points: One step has the right distribution expected" in shown


def test_nbgrader_cell_stands_alone():
    """It needs no style sheet, class or id of the page around it."""
    names = {name for _, name, _ in Skeleton(nbgrader_cell_html(sample.PARTLY.parts[1])).attributes}
    assert names == {"style", "dir"}
