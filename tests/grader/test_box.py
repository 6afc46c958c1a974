"""The box: what runs in it, what it cannot reach, and that nothing in it outlives its limits."""

import os
import socket

import numpy
import psutil
import pytest

from grader.assignment import DATA
from grader.box import Box, Limits
from grader.isolation import choose
from grader.session import Notebook, Session
from grader.student import Failure, Student

LIMITS = Limits(statement_seconds=1.0, test_seconds=1, memory=2**30)


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def box(request, tmp_path_factory):
    """One box of each kind for all tests of this file."""
    isolation = choose(request.param, tmp_path_factory.mktemp("box"))
    box = Box(isolation, DATA, [(1, "import numpy\nX = numpy.eye(3)")], LIMITS)
    yield box
    box.close()


@pytest.fixture
def answer(box):
    """A function that runs cells in a fresh session and returns what `f(*args)` returns."""
    sessions = []

    def ask(*cells, args=(), lent=None):
        session = Session(box, Notebook(tuple(enumerate(cells, start=1)), ("f",)))
        sessions.append(session)
        student = Student(session, lent or {}, numpy.random.default_rng(0), LIMITS.test_seconds)
        try:
            return student.call("f", *args)
        finally:
            student.close()

    yield ask
    for session in sessions:
        session.close()


def test_function_is_called_with_plain_data(answer):
    """Arguments go in, the value and the changed arguments come out."""
    result = answer("def f(a, b):\n    a[0] = 7\n    return a.sum() + b['x']", args=(numpy.ones(2), {"x": 1}))
    assert result.value == 9
    numpy.testing.assert_array_equal(result.arguments[0], [7, 1])


def test_opening_cells_have_run(answer):
    """What the instructor's opening cells define is there."""
    assert answer("def f(): return X.trace()").value == 3


def test_failing_line_costs_only_itself(answer):
    """Statements after a failing one still run, in the same cell and in later ones."""
    assert answer("1 / 0\na = 2", "raise SystemExit", "def f(): return a").value == 2


def test_syntax_error_costs_only_its_cell(answer):
    """A cell that is no Python is left out."""
    assert answer("def g(:", "def f(): return 1").value == 1


def test_cells_in_another_order_work(answer):
    """A statement that needs a later cell is tried again at the end."""
    assert answer("b = a + 1", "a = 1", "def f(): return b").value == 2


def test_last_definition_counts(answer):
    """As in Python, a later definition wins."""
    assert answer("def f(): return 1", "def f(): return 2").value == 2


@pytest.mark.parametrize(
    "source",
    [
        "f = lambda: 5",
        "class A:\n    @staticmethod\n    def f(): return 5",
        "class A:\n    def f(self): return 5",
        "class A:\n    def f(self): return 5\nmodel = A()",
        "%%time\ndef f(): return 5",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\ndef f(): return 5",
        "from functools import partial\nf = partial(lambda a, b: a + b, 2, 3)",
    ],
)
def test_function_is_found_however_it_is_written(answer, source):
    """Lambdas, methods, magics and partials are functions of that name."""
    assert answer(source).value == 5


def test_exception_names_cell_and_line(answer):
    """A student's exception is told with its place in the notebook."""
    with pytest.raises(Failure, match=r"ZeroDivisionError: division by zero \(cell 1, line 2\)") as failure:
        answer("def f():\n    return 1 / 0")
    assert failure.value.outcome == "crashed"


def test_missing_function_is_told_with_the_error_before(answer):
    """Where the notebook itself failed, that is the reason."""
    with pytest.raises(Failure, match="no function `f`.*cell 1, line 1 stopped with SyntaxError") as failure:
        answer("def f(:")
    assert failure.value.outcome == "missing"


def test_statement_that_never_ends_is_left_out(answer):
    """An endless scratch loop costs its own line only."""
    assert answer("a = 1\nwhile True: pass", "def f(): return a").value == 1


def test_cell_that_kills_its_process_is_left_out(answer):
    """Also `os._exit` in a scratch cell."""
    assert answer("a = 1\nimport os\nos._exit(0)", "def f(): return a").value == 1


ENDLESS = {
    "loop": "def f():\n    while True: pass",
    "sleep": "import time\ndef f(): time.sleep(1000)",
    "catches everything": "def f():\n    while True:\n        try:\n            while True: pass\n        except: pass",
    "ignores signals": "import signal\ndef f():\n    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
    "    while True: pass",
    "in C": "def f(): return sum(range(10**18))",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_call_that_never_ends_is_stopped(answer, name):
    """Whatever the code does, the call ends with a time-out, and the next one works."""
    with pytest.raises(Failure) as failure:
        answer(ENDLESS[name])
    assert failure.value.outcome == "timeout"
    assert answer("def f(): return 1").value == 1


GREEDY = {
    "list": "def f():\n    a = []\n    while True: a.append(bytearray(10**7))",
    "one array": "import numpy\ndef f(): return numpy.ones(10**10)",
    "many processes": "import os\ndef f():\n    while True:\n        os.fork()",
    "large answer": "import numpy\ndef f(): return numpy.ones(2 * 10**7)",
    "deep answer": "def f():\n    a = []\n    for _ in range(5000): a = [a]\n    return a",
    "disk": "def f():\n    with open('x', 'wb') as file:\n        while True: file.write(bytes(10**6))",
    "output": "def f():\n    while True: print('x' * 1000)",
    "open files": "a = []\ndef f():\n    while True: a.append(open('/dev/null'))",
}


@pytest.mark.parametrize("name", GREEDY)
def test_what_is_over_a_limit_ends_the_call(answer, name):
    """Memory, processes, answers, disk, output and files are bounded."""
    with pytest.raises(Failure) as failure:
        answer(GREEDY[name])
    assert failure.value.outcome in ("crashed", "timeout")
    assert answer("def f(): return 1").value == 1


FORBIDDEN = {
    "network": "import socket\ndef f(): socket.create_connection(('127.0.0.1', {port}), 1)",
    "datagrams": "import socket\ndef f(): socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "netlink": "import socket\ndef f(): socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "the kit": "def f():\n    import grader",
    "hidden tests": "def f():\n    import grader.hidden.rbm.test_sigm",
    "source": "def f(): return open({source!r}).read()",
    "passwords": "def f(): return open('/etc/passwd').read()",
    "course": "import os\ndef f(): return os.listdir({course!r})",
    "write to Python": "import numpy\ndef f(): open(numpy.__file__, 'a')",
    "write to the data": "def f(): open('/course/data/mnist_binary.npz', 'ab')",
    "namespaces": "import ctypes\ndef f():\n    libc = ctypes.CDLL(None, use_errno=True)\n"
    "    if libc.unshare(0x10000000): raise OSError(ctypes.get_errno(), '')",
    "kernel settings": "def f(): open('/proc/sys/kernel/core_pattern', 'w').write('x')",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_outside_cannot_be_reached(answer, tmp_path, name):
    """No network, no file of the host or the kit, no way out."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = {"port": server.getsockname()[1], "source": __file__, "course": str(tmp_path)}
        with pytest.raises(Failure) as failure:
            answer(FORBIDDEN[name].format(**place))
    assert failure.value.outcome == "crashed"


def test_processes_of_others_are_not_visible(answer):
    """A box sees its own processes only."""
    pids = answer("import os\ndef f(): return [int(n) for n in os.listdir('/proc') if n.isdigit()]").value
    assert len(pids) <= 3


def test_environment_is_empty(answer, monkeypatch):
    """No variable of the grader's environment is passed on."""
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert not answer("import os\ndef f(): return 'SECRET_TOKEN' in os.environ").value


def test_no_descriptor_leads_out(answer):
    """Open descriptors are the null device, and the one connection on which answers go."""
    source = "import os\ndef f(): return [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')]"
    source = source.replace("[os", "[os.path.exists(f'/proc/self/fd/{n}') and os")  # the listing's own one is gone
    links = [link for link in answer(source).value if link]
    assert sorted(link.split(":")[0] for link in links) == ["/dev/null"] * 3 + ["socket"]


def test_code_does_not_run_as_root(answer):
    """Also when the grader is root."""
    assert answer("import os\ndef f(): return os.getuid()").value != 0
    assert answer("def f(): return open('/proc/self/status').read().split('CapEff:')[1].split()[0]").value == "0" * 16


def test_files_do_not_pass_from_one_submission_to_the_next(answer):
    """Each submission has its own folder."""
    answer("def f(): open('/tmp/x', 'w').write('hello')")
    assert answer("import os\ndef f(): return os.listdir('/tmp')").value == []


def test_daemons_die_with_their_submission(box, answer):
    """A process that left its group and session is gone when the session is closed."""
    session = Session(
        box, Notebook(((1, "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)"),), ())
    )
    daemons = [process for process in psutil.Process().children(recursive=True) if process.name() == "sleep"]
    assert len(daemons) == 1
    session.close()
    gone, alive = psutil.wait_procs(daemons, timeout=10)
    assert not alive


def test_lent_function_runs_on_our_side(answer):
    """What is lent computes here, with plain data; there is no code of it in the box."""
    here = []

    def double(x):
        here.append(os.getpid())
        return 2 * x

    result = answer("def f(x): return double(x) + 1", args=(numpy.arange(3),), lent={"double": double})
    numpy.testing.assert_array_equal(result.value, [1, 3, 5])
    assert here == [os.getpid()]


def test_renamed_keywords_of_lent_function_are_understood(answer):
    """A student who renamed the arguments may call by these names."""
    source = "def g(vector, times): pass\ndef f(x): return g(times=3, vector=x)"
    assert answer(source, args=(2,), lent={"g": lambda x, k: x * k}).value == 6


def test_reference_cannot_be_called(answer):
    """`solutions`, by whatever route, is told to our side."""
    for source in (
        "import solutions\nf = solutions.sigm",
        "from solutions import sigm as f",
        "from solutions.rbm import sigm as f",
        "import importlib\nf = getattr(importlib.import_module('solutions'), 'sigm')",
        "import sys\ndef f(x): return sys.modules['solutions'].sigm(x)",
        "def f(x):\n    try:\n        return __import__('solutions').sigm(x)\n    except Exception:\n        return 0.5",
    ):
        with pytest.raises(Failure) as failure:
            answer(source, args=(0.0,))
        assert failure.value.outcome == "skipped"


def test_random_numbers_differ_between_tests_and_follow_our_seed(box):
    """numpy's and Python's global generators are seeded by us."""
    source = "import random, numpy\ndef f(): return numpy.random.rand(), random.random()"
    session = Session(box, Notebook(((1, source),), ("f",)))
    draws = []
    for seed in (1, 1, 2):
        student = Student(session, {}, numpy.random.default_rng(seed), 1)
        draws.append(student.f())
        student.close()
    session.close()
    assert draws[0] == draws[1] != draws[2]
