"""What a hidden test's `student` makes of hostile submissions: no fault of ours, no message that carries data out."""

import contextlib
import re

import numpy
import pytest

from grader.box.box import Box
from grader.box.isolation import Visible, choose
from grader.box.session import Program, Session
from grader.examine.student import Student, new_process
from grader.kit.settings import Limits
from grader.testing.asking import Canned, Failure

LINE = "import os, solutions\nfrom inside import wire\ndef line(): return solutions._line.connection\n"


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    """One box for all tests of this file."""
    isolation = choose("auto", tmp_path_factory.mktemp("box"))
    box = Box(isolation, Visible(), [], Limits(test_seconds=1, patience=2, statement_seconds=1, notebook_seconds=1))
    yield box
    box.close()


FORGED = {
    "number": "3",
    "empty": "[]",
    "array for a verb": "[__import__('numpy').ones(3), 1]",
    "half a character for a verb": "['\\ud800', 1]",
    "message for somebody else": "['Running', 1, 2, True]",
    "question without a name": "['Ask', 'lent', ['g'], [], {}]",
    "question of another kind": "['Ask', '\\ud800', 'g', [], {}]",
    "question of arrays": "['Ask', __import__('numpy').ones(3), 'g', [], {}]",
    "arguments that are none": "['Ask', 'lent', 'g', 3, 4]",
    "keywords of numbers": "['Ask', 'lent', 'g', [], {1: 2}]",
    "value without arguments": "['Returned', 1, {}]",
    "value and more": "['Returned', 1, [], 0.0, {}, 2]",
    "seconds without end": "['Returned', 1, [], 10**400, {}]",
    "error without words": "['Raised', {}, {}]",
    "endless words": "['Raised', 'E' * 10**6, 'x' * 10**6, 'y' * 10**6, {}]",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_forged_answer_is_the_student_s_failure(answer, forged):
    """Whatever comes in place of an answer ends the test as the student's, with a short message."""
    source = f"{LINE}def f():\n    wire.send(line(), {forged})\n    os._exit(0)"
    with pytest.raises(Failure) as failure:
        answer(source, lent={"g": lambda: 1})
    assert failure.value.outcome in ("crashed", "missing")
    assert len(failure.value.message) < 500


def test_answers_sent_ahead_are_only_values(box):
    """A process that answers later calls in advance gives wrong values, not points."""
    answer = "['Returned', 7, [], 0.0, {}]"
    cell = f"{LINE}def f(x):\n    for _ in range(3): wire.send(line(), {answer})\n    wire.receive(line())"
    session = Session(box, Program(((1, cell),), ("f",)))
    student = Student(session, {}, numpy.random.default_rng(0), 1)
    assert [student.f(x) for x in (1, 2, 3)] == [7, 7, 7]
    student.close()
    session.close()


LIES = (
    "['Running', 1, 0, True]",
    "['Running', float('inf'), 0, 1]",
    "['Ran', [{'cell': float('nan')}]]",
    "['Ran', [{'cell': 1, 'type': 'E' * 10**5, 'text': '', 'place': ''}]]",
    "['Ran', [{'cell': 1, 'type': '', 'text': '', 'place': ''}] * 10**4]",
    "[]",
    "{1: 2}",
)


@pytest.mark.parametrize("message", LIES)
def test_session_that_lies_about_its_cells_costs_only_itself(answer, message):
    """Forged progress reports, without end or of odd types, end at a limit; the next submission is served."""
    line = "line = next(o for o in gc.get_objects() if type(o) is socket.socket)"
    flood = f"import gc, socket\nfrom inside import wire\n{line}\n"
    with contextlib.suppress(Failure):
        answer(f"{flood}while True: wire.send(line, {message})\ndef f(): return 1")
    assert answer("def f(): return 2").value == 2


GREEDY = {
    "a row times a column": "numpy.ones((3000000, 1)), numpy.ones((1, 3000000))",
    "many numbers": "numpy.ones(10**7, 'f'), 1",
    "numbers without BLAS": "numpy.ones((2000, 2000), int), numpy.ones((2000, 2000), int)",
    "half precision": "numpy.ones((1000, 1000), 'e'), numpy.ones((1000, 1000), 'e')",
    "no numbers": "'a', {}",
    "no array": "None, [[]]",
    "shapes that do not fit": "numpy.ones((2, 3)), numpy.ones((2, 3))",
}


@pytest.mark.parametrize("arguments", GREEDY.values(), ids=GREEDY)
def test_reference_refuses_what_would_hold_us_up(answer, arguments):
    """Arguments of a student's choice cannot take our time or memory: the student's own code gets an error."""
    source = f"import numpy\ndef f():\n    product({arguments})"
    with pytest.raises(Failure, match="cannot work with these arguments"):
        answer(source, lent={"product": lambda a, b: a @ b})


def test_reference_that_takes_too_long_is_stopped(answer):
    """A million steps of our own function end with an error in the student's code, or with its time."""
    with pytest.raises(Failure, match="cannot work|had not answered"):
        answer("def f(): g(10**12)", lent={"g": lambda k: sum(1 for _ in range(k))})


def test_answer_of_ours_that_is_too_large_is_an_error_there(answer):
    """What a lent function returns may not fit through the wall."""
    with pytest.raises(Failure, match="over the limit"):
        answer("import numpy\ndef f(): g(numpy.ones(6 * 10**6, 'f'))", lent={"g": lambda x: x.astype(complex)})


def test_message_carries_no_array(answer):
    """Of the numbers in an exception a few digits are told, and of those numbers a few."""
    secret = numpy.random.default_rng(1).random(50)
    with pytest.raises(Failure) as failure:
        answer("def f(x): raise ValueError(' '.join(map(repr, x.tolist())))", args=(secret,))
    assert not any(f"{number:.5f}"[:-1] in failure.value.message for number in secret)
    assert len(re.findall(r"\d\.\d", failure.value.message)) <= 8


def test_message_carries_no_encoded_array(answer):
    """A word of hundreds of letters is cut, on one line."""
    with pytest.raises(Failure) as failure:
        answer("def f(x): raise ValueError(x.tobytes().hex() + '\\n' * 50)", args=(numpy.ones(50),))
    assert max(map(len, failure.value.message.split())) <= 41 and "\n" not in failure.value.message


def test_message_keeps_ordinary_words(answer):
    """What NumPy says about shapes and sizes arrives as it is."""
    with pytest.raises(Failure, match=r"shapes \(784,100\) and \(784,\) not aligned: 100 \(dim 1\) != 784 \(dim 0\)"):
        answer("import numpy\ndef f(): return numpy.ones((784, 100)).dot(numpy.ones(784))")


@pytest.fixture
def canned_calls(box):
    """A function that runs a cell and calls its `f` while `g` is canned: the answer, or the failure, and the calls."""
    sessions = []

    def ask(cell, canned):
        sessions.append(Session(box, Program(((1, cell),), ("f", "g"))))
        student = Student(sessions[-1], {}, numpy.random.default_rng(0), 1)
        try:
            with student.replacing(g=canned):
                value = student.f()
        except Failure as failure:
            value = failure
        finally:
            student.close()
        return value, canned.calls

    yield ask
    for session in sessions:
        session.close()


def test_canned_answer_is_fresh_each_time_and_its_calls_are_noted(canned_calls):
    """The same value in each call, whatever was done to the last one; arguments by their place, also from keywords."""
    cell = "def g(a, b): return 0\ndef f():\n    first = g(1, 2)\n    first += 5\n    return g(b=4, a=3)"
    value, calls = canned_calls(cell, Canned(numpy.zeros(2), reads=[1], limit=10))
    assert value.tolist() == [0, 0] and calls == [(2,), (4,)]


def test_canned_answer_ends_an_endless_loop(canned_calls):
    """One call over the limit is noted, then it raises."""
    value, calls = canned_calls("def f():\n    while True: g()", Canned(1, reads=[], limit=3))
    assert value.outcome == "crashed" and len(calls) == 4


FORGED_CALLS = ("3", "{}", "{'g': 3}", "{'g': [1, [[1], [2]]]}", "{'g': [2, [[1]]]}", "{'g': [1, [1]]}")


@pytest.mark.parametrize("forged", FORGED_CALLS)
def test_forged_calls_of_a_canned_answer_are_no_answer(canned_calls, forged):
    """What the student's process says of the calls has the right form, or the call has failed."""
    cell = f"{LINE}def f():\n    wire.send(line(), ['Returned', 1, [], 0.0, {forged}])\n    os._exit(0)"
    value, _ = canned_calls(cell, Canned(1, reads=[0], limit=3))
    assert value.outcome == "crashed"


COUNTED = "count = 0\ndef g(): return 1\ndef f():\n    global count\n    count += 1\n    return count + g()"


@pytest.fixture
def tests_of(box):
    """A function that makes students of one submission for several tests, with the same answers told before."""
    sessions = []

    def make(cell, count=2, lent=None):
        sessions.append(Session(box, Program(((1, cell),), ("f", "g"))))
        answers = {}
        rng = numpy.random.default_rng(0)
        return [Student(sessions[-1], lent or {}, rng, 1, answers=answers) for _ in range(count)]

    yield make
    for session in sessions:
        session.close()


def value_of_f(student):
    """What several tests look at."""
    return student.f()


def test_what_several_tests_look_at_is_asked_once(tests_of):
    """The second test gets the first one's answer without a process; that a lent function was called is told too."""
    first, second = tests_of(COUNTED, lent={"g": lambda: 10})
    told = [student.once(value_of_f) for student in (first, second)]
    assert told == [11, 11]
    assert first.asked and not second.asked and second.borrowed
    first.close()


def test_failure_that_several_tests_look_at_is_the_same_for_all(tests_of):
    """An answer that raises is told to the second test as well; a process that died is asked again."""
    first, second = tests_of("def f(): return 1 / 0")
    for student in (first, second):
        with pytest.raises(Failure, match="ZeroDivisionError"):
            student.once(value_of_f)
        student.close()
    assert not second.asked
    first, second = tests_of("import os\ndef f(): os._exit(1)")
    for student in (first, second):
        with pytest.raises(Failure, match="ended"):
            student.once(value_of_f)
        student.close()
    assert second.asked


def test_process_that_tests_share_keeps_its_state_and_binds_anew(box):
    """Two tests in one process: what the first left is there, but what it replaced is the student's own again."""
    cell = "count = 0\ndef g(): return 'own'\ndef f():\n    global count\n    count += 1\n    return [count, g()]"
    session, rng = Session(box, Program(((1, cell),), ("f", "g"))), numpy.random.default_rng(0)
    with new_process(session, rng, 1) as process:
        first, second = (Student(session, {}, rng, 1, open_process=lambda: process) for _ in range(2))
        with first.replacing(g=lambda: "ours"):
            assert first.f() == [1, "ours"]
        first.close()
        assert second.f() == [2, "own"]
        second.close()
    session.close()
