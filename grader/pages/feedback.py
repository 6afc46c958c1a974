"""What a student sees: a page of its own, and the fragment below each test cell of an nbgrader notebook."""

from __future__ import annotations

from ..records import PartResult, Report
from .page import fill
from .words import explanation, headline


def feedback_page(report: Report, title: str = "") -> str:
    """One self-contained HTML page: the score, and for each part and test the points with the reason."""
    return fill(
        "feedback.html",
        report=report,
        title=title or report.assignment,
        headline=headline(report),
        explanation=explanation(report),
    )


def nbgrader_cell_html(part: PartResult) -> str:
    """An HTML fragment for the output of a part's test cell: its tests with points and reasons."""
    return fill("cell.html", part=part)
