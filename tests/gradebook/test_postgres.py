"""A gradebook in a real PostgreSQL server, which this file starts in a folder of its own."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psutil
import pytest
from courses import RBM, exported, grade, hand_in, nbgrader

from grader.gradebook.gradebook import GradebookWriter
from grader.gradebook.release import release
from grader.layout import Course


def programs():
    """The folder of PostgreSQL's server programs (Debian keeps them off the PATH)."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")), shutil.which("initdb")]
    if found == [None]:
        say = pytest.fail if os.environ.get("CI") else pytest.skip  # in CI nothing may be missing silently
        say("PostgreSQL is not installed: apt-get install postgresql")
    return Path(next(program for program in found if program)).resolve().parent


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The db_url of an empty database, on a Unix socket; the server refuses to run as root."""
    folder = tmp_path_factory.mktemp("postgres")
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    if user:
        shutil.chown(folder, "postgres", "postgres")
        for parent in folder.parents:
            if parent.stat().st_uid == 0 and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o711)

    def run(name, *arguments):
        subprocess.run([programs() / name, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)

    data, name = folder / "data", user.get("user") or os.environ.get("USER", "postgres")
    run("initdb", "-D", data, "-U", name, "--auth=trust", "--no-sync")
    run(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-t",
        "300",
        "-l",
        folder / "log",
        "-o",
        f"-k {folder} -c listen_addresses=''",
        "start",
    )
    process = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
    run("createdb", "-h", folder, "-U", name, "gradebook")
    yield f"postgresql+psycopg://{name}@/gradebook?host={folder}"
    process.send_signal(signal.SIGQUIT)  # "immediate shutdown": the data go with the folder
    psutil.wait_procs([process], timeout=60)


def test_gradebook_in_postgresql_holds_the_same_scores(server, tmp_path):
    """Set as nbgrader's db_url: release, grade, nbgrader's export and autograde all use it."""
    course = Course(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(
        "from grader.gradebook.settings import configure\n"
        "c = get_config()\n"
        "configure(c, root='.')\n"
        f"c.CourseDirectory.db_url = {server!r}\n"
    )
    release(RBM, course)
    hand_in(course, "half", "class/s05")
    hand_in(course, "wrong", "wrong/gibbs-forgets-hidden-bias")
    expected = {student: report.score for student, report in grade(course, ["half", "wrong"]).items()}
    assert not course.gradebook.exists()
    assert exported(course) == expected
    assert nbgrader(course, "autograde", "rbm", "--force").returncode == 0
    assert exported(course) == expected
    with GradebookWriter(course, "rbm") as writer:
        assert writer._gradebook.find_submission("rbm", "wrong").score == expected["wrong"]
