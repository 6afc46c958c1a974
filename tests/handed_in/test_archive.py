"""An archive made by a stranger harms nobody: made by zipfile, and with bytes changed by hand."""

import os
import stat
import struct
import time
import zipfile

import pytest
from collecting import NOTEBOOK, OTHER, collect, content, notices, summary, zipped

from grader.handed_in import archive
from grader.layout import Course

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
            course.collected("rbm"),
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


def test_offset_beyond_all_files_costs_its_own_file(collected):
    """A student's .zip may claim, in the format for large archives, that a file begins 2^64 bytes on."""
    notebook = entry("rbm.ipynb")
    notebook.extra = struct.pack("<HHQ", 1, 8, 2**64 - 1)  # that format's field for an offset
    packed = zipped({notebook: OTHER})
    at = packed.index(b"PK\x01\x02") + 42  # the usual offset, in the archive's directory: all ones say, see that field
    found = collected({"evil_2_assignsubmission_file/rbm.zip": packed[:at] + b"\xff" * 4 + packed[at + 4 :]})
    assert summary(found)["evil_2"] == "missing" and "damaged" in notices(found)["evil_2"]


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
    assert {path for path in course.root.rglob("*") if not path.is_dir()} == {
        course.collected("rbm"),
        course.submitted("rbm", "ben"),
    }


def test_links_in_the_course_are_not_followed(tmp_path, course):
    """A link in `submitted/` that somebody unpacked there: nothing is written behind it."""
    behind = tmp_path / "behind"
    behind.mkdir()
    (course.root / "submitted").mkdir()
    (course.root / "submitted" / "ada").symlink_to(behind)
    course.submitted("rbm", "ben").parent.mkdir(parents=True)
    course.submitted("rbm", "ben").symlink_to(behind / "rbm.ipynb")
    (tmp_path / "from.zip").write_bytes(zipped({"ada.ipynb": NOTEBOOK, "ben.ipynb": NOTEBOOK}))
    found = collect(tmp_path / "from.zip", "rbm", course)
    assert summary(found) == {"ada": "missing", "ben": "new"} and "link" in notices(found)["ada"]
    assert not list(behind.iterdir()) and not course.submitted("rbm", "ben").is_symlink()


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
        return (
            bytes(data)
            .replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01", 1)
            .replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01", 1)
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
