"""A submission in the box: its cells run as a student means them, its functions are found and called."""

import os

import numpy
import pytest
from msgspec.structs import replace

from grader.box.box import Box
from grader.box.isolation import Visible, choose
from grader.box.session import Program, Session
from grader.examine.student import Student
from grader.kit.settings import Limits
from grader.testing.asking import Failure


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    """One box for all tests of this file."""
    isolation = choose("auto", tmp_path_factory.mktemp("box"))
    limits = Limits(statement_seconds=1.0, test_seconds=1, memory=2**30)
    box = Box(isolation, Visible(), [(1, "import numpy\nX = numpy.eye(3)")], limits)
    yield box
    box.close()


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


def test_missing_function_is_told_with_the_error_of_its_own_cell(answer):
    """Of several cells that failed, the one that should define it is the reason."""
    with pytest.raises(Failure, match="no function `f`.*cell 2, line 2 stopped with IndentationError"):
        answer("def g(:", "def f():\nreturn 1")


def test_missing_name_is_told_with_the_import_that_failed(answer):
    """A library may be installed on the student's computer only."""
    with pytest.raises(Failure, match="NameError: name 'tqdm' is not defined.*No module named 'tqdm_of_mine'"):
        answer("from tqdm_of_mine import tqdm", "def f(): return list(tqdm([1]))")


def test_statement_that_never_ends_is_left_out(answer):
    """An endless scratch loop costs its own line only."""
    assert answer("a = 1\nwhile True: pass", "def f(): return a").value == 1


def test_cell_that_kills_its_process_is_left_out(answer):
    """Also `os._exit` in a scratch cell."""
    assert answer("a = 1\nimport os\nos._exit(0)", "def f(): return a").value == 1


@pytest.mark.parametrize(
    "source",
    [
        "def g():\n    n = 1\n    global n",
        "def g(a, a): return a",
        "def g():\n    break",
        "class G:\n    return 1",
        "return 3",
        "await g()",
    ],
)
def test_what_only_the_compiler_refuses_costs_only_itself(answer, source):
    """Some errors are found after parsing; they are a student's errors like any other, with their place."""
    assert answer("b = 2", source, "def f(): return b").value == 2
    with pytest.raises(Failure, match="no function `f`.*cell 1, line . stopped with SyntaxError"):
        answer(source)


def test_statement_that_is_tried_again_and_never_ends_is_left_out(answer):
    """The one that does not end is left out, and not the one before it."""
    assert answer("g()", "def g():\n    while True: pass", "b = 2", "def f(): return b").value == 2


@pytest.mark.parametrize("source", ["def g(a=h()): pass", "@h\ndef g(): pass", "def g(a: h()): pass", "class G: h()"])
def test_definition_that_never_ends_is_left_out(answer, source):
    """Defaults, decorators, annotations and the bodies of classes are computed when a definition runs."""
    endless = "def h(*a):\n    while True: pass"
    assert answer("b = 2", endless, source, "def f(): return b").value == 2


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
        "def f(x):\n    try: return __import__('solutions').sigm(x)\n    except Exception: return 0.5",
    ):
        with pytest.raises(Failure) as failure:
            answer(source, args=(0.0,))
        assert failure.value.outcome == "skipped"


def test_random_numbers_differ_between_tests_and_follow_our_seed(box):
    """numpy's and Python's global generators are seeded by us."""
    source = "import random, numpy\ndef f(): return numpy.random.rand(), random.random()"
    session = Session(box, Program(((1, source),), ("f",)))
    draws = []
    for seed in (1, 1, 2):
        student = Student(session, {}, numpy.random.default_rng(seed), 1)
        draws.append(student.f())
        student.close()
    session.close()
    assert draws[0] == draws[1] != draws[2]


def test_files_of_the_box_take_no_names(answer):
    """A student's own module may be called as one of ours: nothing is looked for beside the program of the box."""
    source = "from importlib.util import find_spec\ndef f(): return find_spec('wire') or find_spec('session')"
    assert answer(source).value is None


def test_submission_has_a_limit_as_a_whole(box, answer, monkeypatch):
    """However its time is spent, after some minutes the remaining tests of a submission are late."""
    monkeypatch.setattr(box, "limits", replace(box.limits, submission_seconds=0.0))
    with pytest.raises(Failure) as failure:
        answer("def f(): return 1")
    assert failure.value.outcome == "timeout"
