"""How reports are shown: one function for each reader, all from the same `Report`."""

from .classroom import attention, class_pages, feedback_link
from .feedback import feedback_page, nbgrader_cell_html
from .grades import grades_csv
from .terminal import check_lines, class_table, collected_lines
from .text import line, plain

__all__ = [
    "attention",
    "check_lines",
    "class_pages",
    "class_table",
    "collected_lines",
    "feedback_link",
    "feedback_page",
    "grades_csv",
    "line",
    "nbgrader_cell_html",
    "plain",
]
