"""What an LMS hands out becomes a class.

File names as Moodle (mod_assign), Canvas (lib/content_zipper.rb) and nbgrader's exchange make them.
"""

import zipfile

import pytest
from collecting import NOTEBOOK, OTHER, collect, content, notices, summary, zipped

from grader.errors import InputError
from grader.layout import Course


@pytest.fixture
def gather(tmp_path, course):
    """A function that collects these files, {path: content}, from a .zip and from a folder: both see the same."""

    def run(files):
        packed = tmp_path / "from.zip"
        packed.write_bytes(zipped(files))
        found = collect(packed, "rbm", course)
        folder = tmp_path / "from"
        with zipfile.ZipFile(packed) as content:
            content.extractall(folder)
        again = collect(folder, "rbm", Course(tmp_path / "other-course"))
        assert summary(again) == summary(found)
        return found

    return run


@pytest.mark.parametrize("folder", ["_assignsubmission_file/", "_assignsubmission_file_/", "_assignsubmission_file_"])
def test_moodle(gather, course, folder):
    """Folders of Moodle 4, of Moodle 3 with its last underscore, and the flat download."""
    found = gather(
        {
            f"Ada Lovelace_4711{folder}rbm.ipynb": NOTEBOOK,
            f"Zoë O'Neill-Müller_4712{folder}RBM (1).ipynb": OTHER,
            f"Participant_4713{folder}homework.ipynb": NOTEBOOK,
        }
    )
    assert found.layout == "a download from Moodle"
    students = ["Ada Lovelace_4711", "Participant_4713", "Zoë O'Neill-Müller_4712"]
    assert summary(found) == dict.fromkeys(students, "new")
    assert content(course, "Ada Lovelace_4711") == NOTEBOOK and content(course, students[2]) == OTHER


def test_moodle_text_in_place_of_a_file(gather):
    """Somebody who typed text has handed in no notebook, and is in the class all the same."""
    found = gather({"Ada_1_assignsubmission_onlinetext/onlinetext.html": "see e-mail"})
    assert summary(found) == {"Ada_1": "missing"} and "onlinetext.html" in notices(found)["Ada_1"]


def test_canvas(gather, course):
    """Flat names with user and file; late ones say so; a number for a second attempt is no other name."""
    found = gather(
        {
            "bitdiddleben_LATE_1234_56789_rbm-1.ipynb": NOTEBOOK,
            "lovelaceada_1235_56790_rbm.ipynb": OTHER,
            "lovelaceada_1235_56791_rbm_notes_2_3.ipynb": NOTEBOOK,
            "anon_x1Y2z_56792_rbm.ipynb": NOTEBOOK,
        }
    )
    assert found.layout == "a download from Canvas"
    assert summary(found) == dict.fromkeys(["anon_x1Y2z", "bitdiddleben_1234", "lovelaceada_1235"], "new")
    assert "late" in notices(found)["bitdiddleben_1234"]
    assert content(course, "lovelaceada_1235") == OTHER


def test_exchange_takes_the_last_attempt(gather, course):
    """nbgrader's inbound folder holds every attempt of every assignment, and the times."""
    found = gather(
        {
            "ada+rbm+2026-02-02 14:58:23 UTC+x/rbm.ipynb": NOTEBOOK,
            "ada+rbm+2026-02-02 14:58:23 UTC+x/timestamp.txt": "2026-02-02 14:58:23 UTC",
            "ada+rbm+2026-02-03 09:00:00 UTC+a/rbm.ipynb": OTHER,
            "ada+rbm+2026-02-03 09:00:00 UTC+a/timestamp.txt": "2026-02-03 09:00:00 UTC",
            "ada+dreaming+2026-02-04 09:00:00 UTC/dreaming.ipynb": NOTEBOOK,
        }
    )
    assert summary(found) == {"ada": "new"} and len(found.left) == 1
    assert content(course, "ada") == OTHER
    assert course.submitted("rbm", "ada").with_name("timestamp.txt").read_text().startswith("2026-02-03")


@pytest.mark.parametrize("above", ["", "submitted/", "fall/submitted/"])
def test_nbgrader_course(gather, course, above):
    """The folder `submitted`, or all around it: other steps and other assignments are not taken for students."""
    found = gather(
        {
            f"{above}ada/rbm/rbm.ipynb": NOTEBOOK,
            f"{above}ada/rbm/timestamp.txt": "2026-02-02 14:58:23 UTC",
            f"{above}ada/dreaming/dreaming.ipynb": OTHER,
            f"{above}ben/rbm/rbm.ipynb": OTHER,
            "release/rbm/rbm.ipynb": OTHER,
        }
    )
    assert summary(found) == {"ada": "new", "ben": "new"}
    assert content(course, "ada") == NOTEBOOK
    assert course.submitted("rbm", "ada").with_name("timestamp.txt").exists()


@pytest.mark.parametrize(
    "files",
    [
        {"ada.ipynb": NOTEBOOK, "ben.ipynb": OTHER},
        {"class/ada.ipynb": NOTEBOOK, "class/ben.ipynb.txt": OTHER, "__MACOSX/class/._ada.ipynb": b"x"},
        {"ada/rbm.ipynb": NOTEBOOK, "ada/.ipynb_checkpoints/rbm.ipynb": OTHER, "ben/week 3/mine.ipynb": OTHER},
        {"class/ada/rbm.ipynb": NOTEBOOK, "class/ada/data/x.ipynb": OTHER, "class/ben.zip": zipped({"a.ipynb": OTHER})},
    ],
)
def test_plain_folders(gather, course, files):
    """A file or a folder for each student, in a folder around them or not; a .zip for a notebook is looked into."""
    assert summary(gather(files)) == {"ada": "new", "ben": "new"}
    assert (content(course, "ada"), content(course, "ben")) == (NOTEBOOK, OTHER)


@pytest.mark.parametrize(
    "files",
    [
        {"ada/rbm/rbm.ipynb": NOTEBOOK, "ben/rbm.ipynb": OTHER},
        {"ada_1_2_x.ipynb": NOTEBOOK, "ben.ipynb": OTHER},
        {"ada/rbm.ipynb": NOTEBOOK, "ada/notes.txt": b"x"},
    ],
)
def test_one_students_files_decide_for_nobody_else(gather, files):
    """A path that looks like another system's, or like the one folder around everything, drops nobody."""
    students = {path.split("/")[0].removesuffix(".ipynb") for path in files}
    assert summary(gather(files)) == dict.fromkeys(students, "new")


@pytest.mark.parametrize("time", [b"", b"x" * 2**20])
def test_bad_time_stops_nobody(course, tmp_path, time):
    """Students own their files in nbgrader's exchange: one without content is told, and the class collected."""
    stamp = "2026-02-02 14:58:23 UTC"
    for student, text in (("ada", time), ("ben", stamp.encode())):
        folder = tmp_path / "inbound" / f"{student}+rbm+{stamp}"
        folder.mkdir(parents=True)
        (folder / "rbm.ipynb").write_bytes(NOTEBOOK)
        (folder / "timestamp.txt").write_bytes(text)
    found = collect(tmp_path / "inbound", "rbm", course)
    assert summary(found) == {"ada": "new", "ben": "new"}
    assert time or "timestamp.txt was left out" in notices(found)["ada"]


def test_notebook_of_before_stays(gather, course):
    """Who has handed in a notebook before and now something else keeps it, which is told."""
    gather({"ada/rbm.ipynb": NOTEBOOK, "ben/rbm.ipynb": NOTEBOOK})
    with zipfile.ZipFile(course.root / "second.zip", "w") as archive:
        archive.writestr("ada/essay.pdf", "x")
        archive.writestr("ben/rbm.ipynb", NOTEBOOK)
    found = collect(course.root / "second.zip", "rbm", course)
    assert summary(found) == {"ada": "unchanged", "ben": "unchanged"}
    assert "essay.pdf; what was collected before stays" in notices(found)["ada"]
    assert content(course, "ada") == NOTEBOOK


def test_near_name_with_a_capital_letter(course, tmp_path):
    """The number that a browser adds to a name is no other name, whatever the letters."""
    for student in ("ada", "ben"):
        folder = tmp_path / "all" / student
        folder.mkdir(parents=True)
        (folder / "HW1 (1).ipynb").write_bytes(NOTEBOOK)
        (folder / "scratch.ipynb").write_bytes(OTHER)
    found = collect(tmp_path / "all", "HW1", course)
    assert summary(found) == {"ada": "new", "ben": "new"} and "took HW1 (1).ipynb" in notices(found)["ada"]


def test_times_of_students_files_are_not_believed(gather, course):
    """Moodle's students cannot hand in a timestamp.txt that spares them the late penalty."""
    folder = "Ada_1_assignsubmission_file"
    gather({f"{folder}/rbm.ipynb": NOTEBOOK, f"{folder}/timestamp.txt": "1999-01-01 00:00:00 UTC"})
    assert not course.submitted("rbm", "Ada_1").with_name("timestamp.txt").exists()


def test_several_notebooks_are_not_guessed_at(gather, course):
    """Two, neither of the assignment's name: the student is in the class, and the instructor is told both names."""
    found = gather({"ada/first.ipynb": NOTEBOOK, "ada/second.ipynb": OTHER, "ben/rbm.ipynb": OTHER})
    assert summary(found) == {"ada": "missing", "ben": "new"}
    assert "first.ipynb" in notices(found)["ada"] and "second.ipynb" in notices(found)["ada"]
    assert course.students("rbm") == ["ada", "ben"]


def test_collecting_again(gather, course):
    """The same changes nothing; a newer notebook takes the place of the older; one that is gone stays."""
    gather({"ada.ipynb": NOTEBOOK, "ben.ipynb": NOTEBOOK})
    before = course.submitted("rbm", "ada").stat().st_mtime_ns
    assert summary(gather({"ada.ipynb": NOTEBOOK, "ben.ipynb": OTHER})) == {"ada": "unchanged", "ben": "replaced"}
    assert course.submitted("rbm", "ada").stat().st_mtime_ns == before
    assert content(course, "ben") == OTHER


def test_nothing_that_could_be_collected(tmp_path, course):
    """What is no archive, and one with nobody in it: what can be collected is said."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.zip").write_bytes(b"Rar!")
    (tmp_path / "b.zip").write_bytes(zipped({"readme.pdf": "x"}))
    for name, words in {"empty": "Moodle", "a.zip": "no .zip", "b.zip": "Canvas", "none.zip": "none.zip"}.items():
        with pytest.raises(InputError, match=words):
            collect(tmp_path / name, "rbm", course)
