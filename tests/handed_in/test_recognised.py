"""One student decides for nobody else: neither how a class is read, nor whose a file is."""

import os
import threading

import pytest
from collecting import NOTEBOOK, OTHER, collect, content, summary, zipped

from grader.errors import InputError, Unreadable
from grader.files import folder_below, read_bytes, write_in
from grader.handed_in import collect as collecting
from grader.handed_in.notebook import read_handed_in
from grader.lms import LAYOUTS

STAMP = "2026-02-02 14:58:23 UTC"
NAMES = [f"student{n:02}" for n in range(30)]
# The folder or the beginning of a name that a system gives a student's files; and what a student adds is behind it.
SYSTEMS = {
    "a download from Moodle": lambda n: f"Student {n}_{n + 100}_assignsubmission_file/",
    "a flat download from Moodle": lambda n: f"Student {n}_{n + 100}_assignsubmission_file_",
    "a download from Canvas": lambda n: f"student{n:02}_{n + 100}_9{n}_",
    "nbgrader's exchange": lambda n: f"student{n:02}+rbm+{STAMP}+x/",
    "nbgrader's submitted/": lambda n: f"submitted/student{n:02}/rbm/",
    "a folder of notebooks": lambda n: f"student{n:02}/",
}
TRICKS = [
    "submitted/student01/rbm/rbm.ipynb",
    "student01/rbm/rbm.ipynb",
    "student01/rbm.ipynb",
    "rbm/rbm.ipynb",
    "Student 1_101_assignsubmission_file/rbm.ipynb",
    "Student 1_101_assignsubmission_file_rbm.ipynb",
    "student01_101_91_rbm.ipynb",
    "x_1_2_student01_101_91_rbm.ipynb",
    f"student01+rbm+9{STAMP}/rbm.ipynb",
    f"student01+rbm+9{STAMP}+x/rbm.ipynb",
    "release/rbm/rbm.ipynb",
]


def files_of_class(system):
    """What thirty students handed in."""
    return {f"{system(n)}rbm.ipynb": NOTEBOOK for n in range(30)}


def packed(tmp_path, files, name="from.zip"):
    """An archive of these files."""
    (tmp_path / name).write_bytes(zipped(files))
    return tmp_path / name


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_file_of_a_student_changes_what_others_get(tmp_path, course, name):
    """One of thirty tries each trick, a hundred times too: the class is read as it was, no other notebook changes."""
    system = SYSTEMS[name]
    found = collect(packed(tmp_path, files_of_class(system)), "rbm", course)
    honest = summary(found)
    assert len(honest) == 30 and found.layout in name.replace("flat ", "")
    others = [
        student for student in honest if not student.lower().replace(" ", "").startswith(("student0_", "student00"))
    ]
    assert len(others) == 29
    for trick in TRICKS:
        if "/" in trick and not system(0).endswith("/"):
            continue  # these systems have no folders
        tricks = {f"{system(0)}{trick}": OTHER, **{f"{system(0)}{n}{trick}": OTHER for n in range(100)}}
        again = collect(packed(tmp_path, {**files_of_class(system), **tricks}), "rbm", course)
        assert again.layout == found.layout and set(summary(again)) == set(honest), trick
        assert all(content(course, student) == NOTEBOOK for student in others), trick
        assert set(course.students("rbm")) == set(honest)


@pytest.mark.parametrize(
    "files",
    [
        {SYSTEMS["a download from Moodle"](1): "Moodle", SYSTEMS["a download from Canvas"](2): "Canvas"},
        {SYSTEMS["a download from Moodle"](1): "", SYSTEMS["a download from Moodle"](2): "", "notes/": "'notes'"},
        {SYSTEMS["nbgrader's exchange"](1): "", SYSTEMS["a download from Moodle"](2): "Moodle"},
        {"ada/rbm/": "submitted/", "ben/rbm/": "", "eve/": "'eve'"},
    ],
)
def test_contradiction_stops(tmp_path, course, files):
    """Two systems' names side by side, or names that a system did not give: said what was seen, and how to decide."""
    path = packed(tmp_path, {f"{folder}rbm.ipynb": NOTEBOOK for folder in files})
    with pytest.raises(InputError, match="--layout") as caught:
        collect(path, "rbm", course)
    assert all(word in str(caught.value) for word in files.values())
    assert not (course.root / "submitted").exists()


def test_two_systems_that_both_explain_all_stop(tmp_path, course):
    """A class of one can be anything: a name of Canvas around one of Moodle."""
    path = packed(tmp_path, {"ada_1_2_b_9_assignsubmission_file_rbm.ipynb": NOTEBOOK})
    with pytest.raises(InputError, match="moodle, canvas"):
        collect(path, "rbm", course)
    assert summary(collecting.collect(path, "rbm", course, LAYOUTS, "canvas")) == {"ada_1": "new"}


@pytest.mark.parametrize(
    ("chosen", "students"),
    [
        ("moodle", {"Ada_1"}),
        ("canvas", {"ben_2"}),
        ("exchange", {"cy"}),
        ("submitted", {"dot"}),
        (
            "folders",
            {"Ada_1_assignsubmission_file", "ben_2_3_rbm", f"cy+rbm+{STAMP}-x".replace("-x", "+x"), "dot", "e"},
        ),
    ],
)
def test_layout_is_chosen(tmp_path, course, chosen, students):
    """What the chosen layout explains is collected, and the rest is named."""
    files = [
        *("Ada_1_assignsubmission_file/rbm.ipynb", "ben_2_3_rbm.ipynb", f"cy+rbm+{STAMP}+x/rbm.ipynb"),
        *("dot/rbm/rbm.ipynb", "e/rbm.ipynb"),
    ]
    path = packed(tmp_path, dict.fromkeys(files, NOTEBOOK))
    found = collecting.collect(path, "rbm", course, LAYOUTS, chosen)
    assert {name.replace("+", "-") for name in summary(found)} == {name.replace("+", "-") for name in students}
    assert len(found.left) == 5 - len(students)


def test_chosen_layout_that_explains_nothing(tmp_path, course):
    """Says that no student can be told."""
    with pytest.raises(InputError, match="No student"):
        collecting.collect(packed(tmp_path, {"ada.ipynb": NOTEBOOK}), "rbm", course, LAYOUTS, "moodle")


@pytest.mark.parametrize("name", ["ada\u200b", ".ada", " ada", "ada\u202e", "ada "])
def test_name_that_becomes_anothers_is_left_out(tmp_path, course, name):
    """A name with something in it that no folder keeps does not lead into another student's folder."""
    found = collect(
        packed(tmp_path, {"ada.ipynb": NOTEBOOK, f"{name}.ipynb": OTHER, "ben.ipynb": OTHER}), "rbm", course
    )
    assert summary(found) == {"ada": "new", "ben": "new"} and content(course, "ada") == NOTEBOOK
    assert "nearly the name of ada" in found.left[0]


def test_name_is_no_markup(tmp_path, course):
    """nbgrader's form grader shows names as they are."""
    found = collect(packed(tmp_path, {"<b>&amp;\"'_1_assignsubmission_file/rbm.ipynb": NOTEBOOK}), "rbm", course)
    assert list(summary(found)) == ["-b--amp;-'_1"]


def test_one_folder_around_a_single_student_is_asked_about(tmp_path, course):
    """It may be that student's own, with somebody else's name in it."""
    for inner in ("submitted/ben/rbm/", "ben_2_assignsubmission_file/", f"ben+rbm+{STAMP}/"):
        found = collect(packed(tmp_path, {f"ada/{inner}rbm.ipynb": NOTEBOOK}), "rbm", course)
        assert "ben" not in summary(found)
    chosen = collecting.collect(tmp_path / "from.zip", "rbm", course, LAYOUTS, "exchange")
    assert summary(chosen) == {"ben": "new"}


LINKS = ["ada", "ada/rbm", "ada/rbm/rbm.ipynb"]


@pytest.mark.parametrize("link", LINKS)
def test_link_on_the_way_is_not_read(course, link):
    """A linked folder earns nobody another's points."""
    ben = course.submitted("rbm", "ben")
    ben.parent.mkdir(parents=True)
    ben.write_bytes(NOTEBOOK)
    place = course.submissions / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(course.submissions / link.replace("ada", "ben"))
    assert course.submitted("rbm", "ada").read_bytes() == NOTEBOOK  # whoever follows it gets there
    found = read_handed_in("ada", course.submitted("rbm", "ada"), course.submissions)
    with pytest.raises(Unreadable, match="link"):
        found.notebook()
    assert found.timestamp is None
    assert read_handed_in("ben", ben, course.submissions).content == NOTEBOOK
    assert course.students("rbm") == ["ada", "ben"]  # she is in the class, and has a reason


@pytest.mark.parametrize("link", LINKS[:2])
def test_link_on_the_way_is_not_written_behind(tmp_path, course, link):
    """Collecting leaves alone what a link in `submitted/` leads to."""
    behind = tmp_path / "behind"
    (behind / "rbm").mkdir(parents=True)
    place = course.submissions / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(behind)
    found = collect(packed(tmp_path, {"ada.ipynb": NOTEBOOK, "ben.ipynb": OTHER}), "rbm", course)
    assert summary(found) == {"ada": "missing", "ben": "new"}
    assert [path for path in behind.rglob("*") if path.is_file()] == []


def test_submitted_itself_may_be_a_link(tmp_path, course):
    """The instructor may keep it on another disk."""
    (tmp_path / "disk").mkdir()
    course.submissions.symlink_to(tmp_path / "disk")
    assert summary(collect(packed(tmp_path, {"ada.ipynb": NOTEBOOK}), "rbm", course)) == {"ada": "new"}
    assert read_handed_in("ada", course.submitted("rbm", "ada"), course.submissions).content == NOTEBOOK


def test_link_that_comes_and_goes_is_never_followed(course):
    """A folder that is exchanged for a link thousands of times is read and written as a folder, or not at all."""
    ben, swapped = course.submissions / "ben", course.submissions / "ada"
    for folder, data in ((ben, OTHER), (course.submissions / "real", NOTEBOOK)):
        (folder / "rbm").mkdir(parents=True)
        (folder / "rbm" / "rbm.ipynb").write_bytes(data)
    swapped.symlink_to(ben)
    stop = threading.Event()

    def swap():
        while not stop.is_set():
            os.unlink(swapped)
            os.rename(course.submissions / "real", swapped)
            os.rename(swapped, course.submissions / "real")
            os.symlink(ben, swapped)

    thread = threading.Thread(target=swap)
    thread.start()
    read = set()
    try:
        for _ in range(3000):
            try:
                read.add(read_bytes(course.submitted("rbm", "ada"), course.submissions))
                with folder_below(course.submissions, "ada", "rbm", make=False) as folder:
                    read.add(b"folder %d" % (os.fstat(folder).st_ino == (ben / "rbm").stat().st_ino))
            except Unreadable:
                pass
    finally:
        stop.set()
        thread.join()
    assert read <= {NOTEBOOK, b"folder 0"}


def test_write_in_leaves_nothing_half_done(tmp_path):
    """What a killed collecting left is removed, and a link in the file's place is replaced."""
    (tmp_path / ".rbm.ipynb-123").write_bytes(b"half")
    (tmp_path / "rbm.ipynb").symlink_to(tmp_path / "elsewhere")
    with folder_below(tmp_path) as folder:
        write_in(folder, "rbm.ipynb", NOTEBOOK)
    assert [path.name for path in tmp_path.iterdir()] == ["rbm.ipynb"]
    assert (tmp_path / "rbm.ipynb").read_bytes() == NOTEBOOK and not (tmp_path / "elsewhere").exists()
