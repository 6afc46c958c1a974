"""The walls, of each kind: what is outside cannot be reached, nothing outlives its limit, nothing passes on."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy
import psutil
import pytest

from grader.box.box import Box, BoxError, FirstProcess
from grader.box.isolation import Isolation, NoIsolation, Visible, choose, known
from grader.box.session import Program, Session
from grader.doctor.attacks import BOUNDS, OUTSIDE, targets
from grader.doctor.doctor import LIMITS, attempt, ended_at_limit
from grader.examine.student import Student
from grader.kit.kit import carried
from grader.testing.asking import Failure

KINDS = ("bubblewrap", "landlock")
DATA = Visible(shared=tuple(carried().shared_data.iterdir()))


@pytest.fixture(scope="module", params=KINDS)
def box(request, tmp_path_factory):
    """One box of each kind for all tests of this file, as an examiner has it."""
    isolation, first = choose(request.param, tmp_path_factory.mktemp("box")), None
    with contextlib.ExitStack() as ends:
        if request.param == "bubblewrap":
            first = ends.enter_context(contextlib.closing(FirstProcess(isolation, DATA, [], LIMITS)))
        yield ends.enter_context(contextlib.closing(Box(isolation, DATA, [], LIMITS, first)))


@pytest.fixture(scope="module")
def target():
    """Things of ours that the attacks are after."""
    with targets() as things:
        yield things


@pytest.mark.parametrize("probe", OUTSIDE, ids=[probe.name for probe in OUTSIDE])
def test_what_is_outside_cannot_be_reached(box, target, probe):
    """No file, network, process or memory outside: each of these attacks works where there is no box."""
    assert attempt(box, probe, target) is not True


@pytest.mark.parametrize("probe", BOUNDS, ids=[probe.name for probe in BOUNDS])
def test_what_is_over_a_limit_ends_the_call(box, target, answer, probe):
    """Time, memory, processes, disk, files and answers are bounded; the message says of what there was too much."""
    assert ended_at_limit(probe, attempt(box, probe, target))
    assert answer("def f(): return 1").value == 1


@pytest.mark.parametrize(
    "source",
    [
        "import numpy\ndef f(): open(numpy.__file__, 'a')",
        "def f(): open('../data/mnist_binary.npz', 'ab')",
        "def f(): open('/proc/sys/kernel/core_pattern', 'w').write('x')",
        "import socket\ndef f(): socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import socket\ndef f(): socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "import resource\ndef f(): resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40))",
        "import os\ndef f(): open('/dev/ptmx')",
    ],
)
def test_what_only_a_box_forbids_raises(answer, source):
    """Python's own files, the data, the kernel's settings, terminals and higher limits."""
    with pytest.raises(Failure) as failure:
        answer(source)
    assert failure.value.outcome == "crashed"


def test_data_can_be_read(answer):
    """The one folder of the course that is there, beside the work folder."""
    assert answer("def f(): return open('../data/mnist_binary.npz', 'rb').read(2)").value == b"PK"


def test_processes_of_others_are_not_visible(answer):
    """A box sees its own processes only, or none."""
    source = "import os\ndef f():\n    try: return [int(n) for n in os.listdir('/proc') if n.isdigit()]\n"
    assert len(answer(source + "    except PermissionError: return []").value) <= 3


def test_environment_is_empty(answer):
    """No variable of the grader's environment is passed on but those that concern numbers."""
    names = answer("import os\ndef f(): return list(os.environ)").value
    assert set(names) & set(os.environ) <= {"HOME", "PATH", "PWD", "LANG", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"}


def test_no_descriptor_leads_out(answer):
    """Open descriptors are the null device, and the one connection on which answers go."""
    source = """
import os, stat
def f():
    kinds = []
    for number in range(256):
        try: kinds.append(os.fstat(number))
        except OSError: pass
    return [stat.S_IFMT(kind.st_mode) if kind.st_rdev != os.makedev(1, 3) else 0 for kind in kinds]
"""
    assert answer(source).value == [0, 0, 0, 0o140000]


def test_code_has_no_powers(answer):
    """It is not root, also when the grader is; at most it may read where Landlock lets it."""
    source = """
import ctypes, os
def f():
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capget(header, sets)
    return os.getuid(), [int(powers) & ~4 for powers in sets]
"""
    uid, powers = answer(source).value
    assert uid != 0 and powers == [0] * 6


PLACES = ("/", "/tmp", "/course", "/course/work", "/course/data", "/dev", "/dev/shm", "/etc", "/usr", "/var/tmp", ".")


def test_nothing_passes_from_one_submission_to_the_next(answer):
    """No folder keeps what a submission leaves."""
    name = f"/left-{os.getpid()}"
    answer(f"""
def f():
    for place in {PLACES}:
        try: open(place + "{name}", "w").write("x")
        except OSError: pass
""")
    found = answer(f"import os\ndef f(): return [place for place in {PLACES} if os.path.exists(place + '{name}')]")
    assert found.value == []


DAEMON = "import subprocess\ndef start(): subprocess.Popen(['sleep', '1000'], start_new_session=True)\n"


def daemons():
    """The processes below this one that sleep; not those that have ended and wait to be collected."""
    processes = psutil.Process().children(recursive=True)
    return [process for process in processes if process.name() == "sleep" and process.status() != "zombie"]


def ends(process):
    """Whether the process ends within 20 seconds."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 20)[0])
    finally:
        os.close(descriptor)


def test_daemons_die_with_their_submission(box):
    """A process that left its group and session is gone when the session is closed."""
    session = Session(box, Program(((1, DAEMON + "start()"),), ()))
    started = daemons()
    session.close()
    assert len(started) == 1 and ends(started[0])


def test_daemons_die_with_their_test(box):
    """A test leaves no process that could watch the next one."""
    session = Session(box, Program(((1, DAEMON + "def f():\n    start()\n    return 1"),), ("f",)))
    student = Student(session, {}, numpy.random.default_rng(0), 1)
    assert student.f() == 1
    started = daemons()
    student.close()
    assert len(started) == 1 and ends(started[0])
    session.close()


OWNER = f"""
import sys, time
from pathlib import Path
from grader.box.box import Box
from grader.kit.settings import Limits
from grader.box.isolation import Visible, choose
from grader.box.session import Program, Session
box = Box(choose(sys.argv[1], Path(sys.argv[2])), Visible(), [], Limits(statement_seconds=60))
session = Session(box, Program(((1, {DAEMON + "start()"!r}),), ()))
print("started", flush=True)
time.sleep(1000)
"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_outlives_a_grader_that_is_killed(tmp_path, kind):
    """kill -9 of the process that owns a box ends the box, and what its submissions have started."""
    with subprocess.Popen([sys.executable, "-c", OWNER, kind, str(tmp_path)], stdout=subprocess.PIPE) as owner:
        first_line = owner.stdout.readline()
        processes = psutil.Process(owner.pid).children(recursive=True)
        names = [process.name() for process in processes]
        owner.send_signal(signal.SIGKILL)
    assert first_line == b"started\n" and "sleep" in names
    assert all(map(ends, processes))


@pytest.mark.parametrize("kind", KINDS)
def test_packages_of_the_kit_are_hidden(tmp_path, kind):
    """Where the kit is installed beside numpy, it is not there for a submission (here: another package)."""
    package = os.path.join(sysconfig.get_path("purelib"), "jinja2")
    isolation = choose(kind, tmp_path)
    box = Box(Isolation(isolation.name, isolation.work, hidden=(package,)), Visible(), [], LIMITS)
    session = Session(box, Program(((1, f"def f(): return open({package!r} + '/__init__.py').read()"),), ("f",)))
    student = Student(session, {}, numpy.random.default_rng(0), 1)
    closing = contextlib.closing
    with closing(box), closing(session), closing(student), pytest.raises(Failure, match="No such file|denied"):
        student.f()


@pytest.mark.parametrize("kind", KINDS)
def test_box_that_cannot_start_is_our_fault(tmp_path, kind):
    """An error before any student's code runs is a BoxError with the words of what failed."""
    with pytest.raises(BoxError, match="opening cells fail.*ZeroDivisionError"):
        Box(choose(kind, tmp_path), Visible(), [(1, "1 / 0")], LIMITS)


@pytest.mark.parametrize("kind", KINDS)
def test_box_that_is_killed_is_our_fault(tmp_path, kind):
    """A submission is not blamed for a box that somebody else has killed."""
    before = psutil.Process().children(recursive=True)
    box = Box(choose(kind, tmp_path), Visible(), [], LIMITS)
    first = [process for process in psutil.Process().children(recursive=True) if process not in before][-1]
    first.kill()
    assert ends(first)
    with contextlib.closing(box), pytest.raises(BoxError, match="no session starts"):
        Session(box, Program((), ()))


@pytest.mark.parametrize("kind", KINDS)
def test_box_that_is_killed_between_two_tests_is_our_fault(tmp_path, kind):
    """The next test fails, and when it is tried again it shows that the box is gone."""
    before = psutil.Process().children(recursive=True)
    notebook, closing = Program(((1, "def f(): return 1"),), ("f",)), contextlib.closing
    with closing(Box(choose(kind, tmp_path), Visible(), [], LIMITS)) as box, closing(Session(box, notebook)) as session:
        assert ask(session) == 1
        for process in set(psutil.Process().children(recursive=True)) - set(before):
            with contextlib.suppress(psutil.NoSuchProcess):  # with the one before it
                process.kill()
            assert ends(process)
        with pytest.raises(Failure, match="gave no answer"):
            ask(session)
        with pytest.raises(BoxError, match="no session starts"):
            ask(session)


def test_long_list_of_fonts_holds_up_no_copy(tmp_path, monkeypatch):
    """Where a machine has thousands of fonts, the list of a first process is more than a socket takes at once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    long = "import os\nopen(os.environ['MPLCONFIGDIR'] + '/fontlist-long.json', 'w').write('x' * 2**20)"
    isolation = known("bubblewrap", Path())
    with contextlib.closing(FirstProcess(isolation, Visible(), [(1, long)], LIMITS)) as first:
        Box(isolation, Visible(), [], LIMITS, first).close()
    assert (tmp_path / "cache" / "grader" / "fonts" / "fontlist-long.json").stat().st_size == 2**20


def test_boxes_may_share_a_first_process_and_nothing_else():
    """Copies of one process: each has sessions of its own, and goes on when another one ends."""
    isolation = known("bubblewrap", Path())
    first = FirstProcess(isolation, Visible(), [(1, "given = 2")], LIMITS)
    one, two = (Box(isolation, Visible(), [], LIMITS, first) for _ in range(2))
    cells = ["open('mark', 'w').close()", ""]
    numbers = "{int(n) for n in os.listdir('/proc') if n.isdigit()}"
    look = f"\nimport os\ndef f(): return given, os.listdir(), os.getpid(), sorted({numbers})"
    sessions = [Session(box, Program(((1, cell + look),), ("f",))) for box, cell in zip((one, two), cells, strict=True)]

    def look_around(session):
        """What it sees but for processes; of these it sees its own only, of which one may still be ending."""
        *seen, own, visible = ask(session)
        assert {1, own} <= set(visible) <= set(range(1, own + 1))
        return [*seen, own]

    assert look_around(sessions[0]) == [2, ["mark"], 2] and look_around(sessions[1]) == [2, [], 2]
    sessions[1].close()
    two.close()
    assert look_around(sessions[0]) == [2, ["mark"], 3]
    sessions[0].close()
    psutil.Process(first.pid).kill()
    with contextlib.closing(one), pytest.raises(BoxError, match="no session starts"):
        Session(one, Program((), ()))
    with contextlib.closing(first), pytest.raises(BoxError, match="did not start"):
        Box(isolation, Visible(), [], LIMITS, first)


def ask(session):
    """What `f()` returns there."""
    with contextlib.closing(Student(session, {}, numpy.random.default_rng(0), 1)) as student:
        return student.f()


def test_rare_library_is_imported_when_a_notebook_names_it():
    """It takes a second, and only those pay for it who need it: all others get a process without it."""
    cell = "import sys\nbefore = 'sci' 'py.stats' in sys.modules\ndef f(): return before"
    with contextlib.closing(Box(known("bubblewrap", Path()), Visible(), [], LIMITS)) as box:
        for named, there in (("", False), ("from scipy import stats", True), ("", False)):
            with contextlib.closing(Session(box, Program(((1, cell), (2, named)), ("f",)))) as session:
                assert ask(session) is there


def test_rare_library_is_imported_once_for_all_boxes():
    """A thousand notebooks that name it wait for one import, not each box for its own."""
    noting = (
        "import os, sys\nclass Noting:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'scipy.stats': sys.noted = os.urandom(8)\nsys.meta_path.insert(0, Noting())"
    )
    isolation, closing = known("bubblewrap", Path()), contextlib.closing
    notebook, noted = Program(((1, "import sys, scipy.stats\ndef f(): return sys.noted"),), ("f",)), []
    with closing(FirstProcess(isolation, Visible(), [(1, noting)], LIMITS)) as first:
        for _ in range(2):
            with (
                closing(Box(isolation, Visible(), [], LIMITS, first)) as box,
                closing(Session(box, notebook)) as session,
            ):
                noted.append(ask(session))
    assert noted[0] == noted[1]


@pytest.mark.parametrize("kind", KINDS)
def test_list_of_fonts_is_made_once(tmp_path, monkeypatch, kind):
    """A box keeps the list that matplotlib made for the next one; without a place to keep it, it works as well."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    isolation, kept = choose(kind, tmp_path), tmp_path / "cache" / "grader" / "fonts"
    Box(isolation, Visible(), [], LIMITS).close()
    (file,) = kept.iterdir()
    made = file.stat().st_mtime_ns
    Box(isolation, Visible(), [], LIMITS).close()
    assert [path.stat().st_mtime_ns for path in kept.iterdir()] == [made]
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("pathlib.Path.home", lambda: Path("/dev/null"))
    Box(isolation, Visible(), [], LIMITS).close()


def test_session_knows_its_own_number(answer):
    """The first process of new namespaces is no usual fork; libc, which compares thread numbers, has the new one."""
    told = "ctypes.CDLL(None).prctl(40, ctypes.byref(place), 0, 0, 0)"  # PR_GET_TID_ADDRESS
    cell = f"import ctypes, os\nplace = ctypes.c_uint64()\n{told}\nkept = ctypes.c_int.from_address(place.value).value"
    assert answer(f"{cell}\nreal = os.getpid()\ndef f(): return kept == real").value


def test_unknown_isolation_is_refused(tmp_path):
    """A misspelt wall is no wall."""
    with pytest.raises(NoIsolation, match="there are: auto, bubblewrap, landlock, none"):
        choose("bublewrap", tmp_path)
