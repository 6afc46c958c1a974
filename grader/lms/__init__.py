"""Learning management systems: a file for each, both ways in it."""

from ..handed_in.layouts import NBGRADER
from . import canvas, moodle

LAYOUTS = (moodle.LAYOUT, *NBGRADER, canvas.LAYOUT)  # the names that cannot be mistaken come first
