"""A folder in `submitted/` that is a link to another student's earns nothing, by our command and by nbgrader's."""

import pytest
from courses import RBM, exported, grade, hand_in, nbgrader

from grader.gradebook.release import release
from grader.layout import Course


@pytest.mark.parametrize("link", ["ada", "ada/rbm", "ada/rbm/rbm.ipynb"])
def test_linked_work_earns_no_points(tmp_path, link):
    """And none of the other's work is shown to whoever made the link."""
    course = Course(tmp_path)
    release(RBM, course)
    hand_in(course, "ben", "class/s05")
    place = course.submissions / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(course.submissions / link.replace("ada", "ben"))
    reports = grade(course, ["ada", "ben"])
    assert "link" in reports["ada"].unreadable and reports["ada"].score == 0 < reports["ben"].score
    assert nbgrader(course, "autograde", "rbm", "--student", "ada", "--force").returncode == 1
    assert not course.autograded("rbm", "ada").exists()
    assert exported(course)["ada"] == 0
