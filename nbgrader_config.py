"""nbgrader's settings for the course folder `course/`; run `nbgrader` commands from the folder of this file."""

from grader.nbgrader_course import configure

configure(get_config(), root="course")  # noqa: F821  nbgrader provides get_config
