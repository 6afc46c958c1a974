"""`grader doctor`: its attacks are real, and it says plainly what held and what did not."""

import subprocess
import sys

import pytest

from grader import cli
from grader.box.box import Box
from grader.box.inside import landlock
from grader.box.isolation import Visible, choose
from grader.doctor.attacks import BOUNDS, OUTSIDE, targets
from grader.doctor.doctor import LIMITS, Finding, attempt, ended_at_limit, tell


@pytest.fixture(scope="module")
def unprotected(tmp_path_factory):
    """No box at all, and things of ours to attack."""
    box = Box(choose("none", tmp_path_factory.mktemp("none")), Visible(), [], LIMITS)
    with targets() as target:
        yield box, target
    box.close()


@pytest.mark.parametrize("probe", OUTSIDE, ids=[probe.name for probe in OUTSIDE])
def test_attack_succeeds_where_there_is_no_box(unprotected, probe):
    """What the box is said to hold off gets through without it: the attack can tell a wall from none."""
    box, target = unprotected
    assert attempt(box, probe, target) is True


def test_attack_that_comes_back_is_no_wall():
    """A limit counts as held only if it ended the attack, and told the student of what there was too much."""
    assert not any(ended_at_limit(probe, answer) for probe in BOUNDS for answer in (True, None, 3))


def test_findings_are_told_one_by_one(capsys):
    """Each promise has its line; one that did not hold cannot be overlooked, and the limits are always named."""
    held, broken = Finding(OUTSIDE[0], True, "stopped"), Finding(OUTSIDE[1], False, "came back with True")
    assert tell("landlock", [held])
    assert not tell("bubblewrap", [held, broken])
    output = capsys.readouterr().out
    assert f"✓ {OUTSIDE[0].promise} (stopped)" in output
    assert f"✗ NOT HELD: {OUTSIDE[1].promise} (came back with True)" in output
    assert "NOT every attack" in output
    assert "Names, sizes and dates of files outside can be seen" in output


def test_doctor_refuses_an_unknown_box(monkeypatch, capsys):
    """A misspelt box ends with code 2 and the names there are."""
    monkeypatch.setattr(sys, "argv", ["grader", "doctor", "--isolation", "docker"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert "there are: auto, bubblewrap, landlock, none" in capsys.readouterr().err


# A process in which nothing can make namespaces, as in a container; then our own filter does what a container's does.
CONTAINER = """
import ctypes, sys
from pathlib import Path
from grader.box.inside import landlock, seccomp
from grader.box.isolation import NoIsolation, choose

ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
seccomp.install(seccomp.system_call_filter(namespaces=True))
landlock.OLDEST = int(sys.argv[2])
try:
    print(choose("auto", Path(sys.argv[1])).name)
except NoIsolation as problem:
    print(problem)
"""


def chosen_in_container(folder, oldest_landlock):
    """What `auto` says there."""
    command = [sys.executable, "-c", CONTAINER, str(folder), str(oldest_landlock)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_landlock_takes_over_where_bubblewrap_cannot_work(tmp_path):
    """Where no namespaces can be made, `auto` is Landlock."""
    assert chosen_in_container(tmp_path, landlock.OLDEST) == "landlock\n"


def test_without_any_box_the_grader_refuses(tmp_path):
    """It says what both kinds lack here, and names the way on."""
    words = chosen_in_container(tmp_path, 1000)
    assert "bubblewrap says: " in words and "1000 is needed" in words
    assert "`grader doctor`" in words and "`--isolation none`" in words
