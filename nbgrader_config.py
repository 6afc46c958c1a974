"""nbgrader's settings for the course folder `course/`; run `nbgrader` commands from the folder of this file."""

from grader.gradebook.settings import configure

configure(get_config(), root="course")  # noqa: F821  nbgrader provides get_config
