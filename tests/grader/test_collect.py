"""What an LMS hands out becomes a class, and an archive made by a stranger harms nobody.

File names as Moodle (mod_assign), Canvas (lib/content_zipper.rb) and nbgrader's exchange make them; archives made by
Python's zipfile, with the bytes of a hostile one changed by hand.
"""

import io
import json
import os
import stat
import time
import zipfile

import pytest

from grader import archive
from grader.assignment import InputError
from grader.collect import collect
from grader.course import Course

NOTEBOOK, OTHER = (json.dumps({"nbformat": 4, "metadata": {"n": n}, "cells": []}).encode() for n in range(2))


@pytest.fixture
def course(tmp_path):
    """A course with nothing handed in."""
    (tmp_path / "course" / "release").mkdir(parents=True)
    return Course(tmp_path / "course")


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


def zipped(files):
    """The bytes of an archive. A path may be a ZipInfo."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as content:
        for path, data in files.items():
            content.writestr(path, data)
    return stream.getvalue()


def summary(collection):
    """Outcomes by student."""
    return {student.student: student.outcome for student in collection.students}


def notices(collection):
    """Words by student."""
    return {student.student: " ".join(student.notices) for student in collection.students}


def content(course, student):
    """What grading will read."""
    return course.submitted("rbm", student).read_bytes()


def everything(course):
    """All files and links in the course folder's parent, but for what the test put there."""
    return {path for path in course.root.rglob("*") if path.is_file() or path.is_symlink()}


# --- layouts ---


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


# --- strangers' archives ---

GOOD, FOLDER = "good_1", "good_1_assignsubmission_file"


def entry(name, mode=stat.S_IFREG | 0o644):
    """An entry whose name and kind zipfile does not tidy up."""
    info = zipfile.ZipInfo("x")
    info.filename, info.external_attr, info.compress_type = name, mode << 16, zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix: the kind of file is in external_attr
    return info


@pytest.fixture
def collected(tmp_path, course):
    """A function that collects an archive with these files and those of one harmless student."""

    def run(files, damage=lambda data: data):
        packed = tmp_path / "from.zip"
        packed.write_bytes(damage(zipped({**files, f"{FOLDER}/rbm.ipynb": NOTEBOOK})))
        found = collect(packed, "rbm", course)
        assert summary(found)[GOOD] == "new" and content(course, GOOD) == NOTEBOOK
        assert {path for path in tmp_path.rglob("*") if not path.is_dir()} == {
            packed,
            *(course.submitted("rbm", each.student) for each in found.students if each.outcome == "new"),
        }
        return found

    return run


@pytest.mark.parametrize("before", ["../../", "/tmp/", "..\\..\\", "C:\\", "a/../../../", "/../"])
def test_path_that_leads_out_is_refused(collected, before):
    """It is not read, and nothing is written for it; the student it names is in the class."""
    found = collected({entry(f"{before}evil_2_assignsubmission_file/rbm.ipynb"): OTHER, entry(f"{before}x"): OTHER})
    assert summary(found) == {GOOD: "new", "evil_2": "missing"}
    assert "leads out" in notices(found)["evil_2"]
    assert all("leads out" in name for name in found.left) and len(found.left) == 1


NAMES = ["<script>alert(1)", "=2+2", "x" * 300, "\u202eada", "\x1b[31m", "*", "~", "-rf", "ада", "a:b", "a b\n"]


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_student_is_one_folder(collected, course, name):
    """Whatever a student is called in the LMS: one folder in `submitted/`, with the number at its end."""
    found = collected({entry(f"{name}_22_assignsubmission_file/rbm.ipynb"): OTHER})
    (student,) = set(summary(found)) - {GOOD}
    assert student.endswith("_22") and student.isprintable() and not set(student) & set("/\\*+?[]")
    assert content(course, student) == OTHER
    assert course.students("rbm") == sorted([GOOD, student])


@pytest.mark.parametrize("name", ["", ".", "...", "\x00", "\u202e"])
def test_name_of_nothing_is_nobody(collected, name):
    """A name of which nothing is left makes no student, and is listed."""
    found = collected({entry(f"{name}_22_assignsubmission_file/rbm.ipynb"): OTHER})
    assert summary(found) == {GOOD: "new"} and len(found.left) == 1


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(collected, kind):
    """Neither followed nor made."""
    found = collected({entry("b_2_assignsubmission_file/rbm.ipynb", kind | 0o777): b"/etc/passwd"})
    assert summary(found)["b_2"] == "missing"
    assert "is a link" in notices(found)["b_2"] or "no ordinary file" in notices(found)["b_2"]


def test_links_in_a_folder_are_refused(tmp_path, course):
    """A linked notebook and a linked folder, as `tar` unpacks them."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "rbm.ipynb").write_bytes(OTHER)
    for student in ("ada", "ben"):
        (tmp_path / "from" / student).mkdir(parents=True)
    (tmp_path / "from" / "ada" / "rbm.ipynb").symlink_to(secret / "rbm.ipynb")
    (tmp_path / "from" / "ben" / "rbm.ipynb").write_bytes(NOTEBOOK)
    (tmp_path / "from" / "eve").symlink_to(secret)
    os.mkfifo(tmp_path / "from" / "ben" / "pipe.ipynb")
    found = collect(tmp_path / "from", "rbm", course)
    assert summary(found) == {"ada": "missing", "ben": "new"}
    assert "is a link" in notices(found)["ada"] and found.left == ("eve (is a link)",)
    assert everything(course) == {course.submitted("rbm", "ben")}


def test_links_in_the_course_are_not_followed(tmp_path, course, gather):
    """A link in `submitted/` that somebody unpacked there: nothing is written behind it."""
    behind = tmp_path / "behind"
    behind.mkdir()
    (course.root / "submitted").mkdir()
    (course.root / "submitted" / "ada").symlink_to(behind)
    course.submitted("rbm", "ben").parent.mkdir(parents=True)
    course.submitted("rbm", "ben").symlink_to(behind / "rbm.ipynb")
    found = collect_both(tmp_path, course)
    assert summary(found) == {"ada": "missing", "ben": "new"} and "link" in notices(found)["ada"]
    assert not list(behind.iterdir()) and not course.submitted("rbm", "ben").is_symlink()


def collect_both(tmp_path, course):
    """Two students from an archive."""
    (tmp_path / "from.zip").write_bytes(zipped({"ada.ipynb": NOTEBOOK, "ben.ipynb": NOTEBOOK}))
    return collect(tmp_path / "from.zip", "rbm", course)


def test_bomb_is_not_unpacked(collected):
    """A gigabyte in a megabyte: said to be too large, without taking the memory."""
    found = collected({"b_2_assignsubmission_file/rbm.ipynb": bytes(archive.MAX_BYTES + 1)})
    assert summary(found)["b_2"] == "missing" and "50 MiB" in notices(found)["b_2"]


def test_size_that_is_a_lie_is_found_out(collected):
    """An entry that says it is small, and unpacks to more: damaged, or cut at what it says; never more."""
    size = archive.MAX_BYTES + 1

    def small(data):
        return data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    found = collected({"b_2_assignsubmission_file/rbm.ipynb": bytes(size)}, small)
    assert summary(found)["b_2"] == "missing" and "damaged" in notices(found)["b_2"]


def test_archive_in_an_archive(collected, course):
    """One level is looked into; a bomb, a flood of names and a second level are not."""
    deep = zipped({"rbm.zip": zipped({"rbm.ipynb": NOTEBOOK})})
    found = collected(
        {
            "a_2_assignsubmission_file/mine.zip": zipped({"rbm/rbm.ipynb": OTHER, "rbm/data/mnist.npz": b"0"}),
            "b_3_assignsubmission_file/mine.zip": zipped({"rbm.ipynb": bytes(archive.MAX_BYTES + 1)}),
            "c_4_assignsubmission_file/mine.zip": deep,
            "d_5_assignsubmission_file/mine.zip": zipped({entry("../rbm.ipynb"): OTHER}),
            "e_6_assignsubmission_file/mine.zip": os.urandom(1000),
            "f_7_assignsubmission_file/mine.zip": os.urandom(archive.MAX_STUDENTS_ARCHIVE + 1),
        }
    )
    words = {"b_3": "50 MiB", "c_4": "no notebook", "d_5": "leads out", "e_6": "no .zip", "f_7": "20 MiB"}
    assert content(course, "a_2") == OTHER
    assert {student: outcome for student, outcome in summary(found).items() if outcome == "missing"} == dict.fromkeys(
        words, "missing"
    )
    for student, reason in words.items():
        assert reason in notices(found)[student]


@pytest.mark.parametrize(
    ("kind", "reason"), [(zipfile.ZIP_LZMA, "packed in a way"), (zipfile.ZIP_BZIP2, "packed in a way")]
)
def test_unusual_packing_is_refused(collected, kind, reason):
    """Methods that may ask for gigabytes before they give a byte."""
    info = entry("b_2_assignsubmission_file/rbm.ipynb")
    info.compress_type = kind
    assert reason in notices(collected({info: NOTEBOOK}))["b_2"]


def test_password_is_a_reason(collected):
    """The bit that says so, in both headers."""

    def locked(data):
        return bytes(data).replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01", 1).replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01", 1
        )

    assert "password" in notices(collected({entry("b_2_assignsubmission_file/rbm.ipynb"): NOTEBOOK}, locked))["b_2"]


def test_thousands_of_files_are_listed_in_time_proportional_to_their_number(tmp_path, course):
    """A class of ten thousand takes about ten times as long as one of a thousand."""

    def seconds(students):
        files = {f"s{n}_{n}_assignsubmission_file/rbm.ipynb": NOTEBOOK for n in range(students)}
        (tmp_path / "from.zip").write_bytes(zipped(files))
        started = time.perf_counter()
        collect(tmp_path / "from.zip", "rbm", Course(tmp_path / f"of-{students}"))
        return time.perf_counter() - started

    assert seconds(4000) < 30 * seconds(400)
