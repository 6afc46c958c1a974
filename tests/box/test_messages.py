"""The messages of both walls: each crosses as it is, and nothing else is taken for one."""

import socket
import time

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.box.inside import messages as box
from grader.box.inside import typed, wire
from grader.box.inside.walls import ProcessLimits
from grader.examine import messages as examine
from grader.records import Cell, Notice, PartResult, Report, Submission, TestResult

SUBMISSION = Submission(
    "rbm", "ad\ud800a", (Cell(3, "x = '\ud800'", None), Cell(4, "", "sigm")), (Notice("tampering", "cell 3"),)
)
REPORT = Report(
    "rbm",
    "ada",
    "graded",
    (PartResult("sigm", "Sigmoid", True, (TestResult("values", "Values", "passed", 2.0, 2.0),)),),
    (Notice("late", "by a day"),),
    versions={"python": "3.13"},
)
MESSAGES = [
    (
        box.ToFirstProcess,
        box.Setup(
            box.Walls("landlock", "/course/work", {"data": "/course/data"}, ["/usr"], []),
            ProcessLimits(2**32, 2**20, None),
            "solutions",
            [(1, "import numpy")],
            {"fontlist.json": b"\x00\xff"},
        ),
    ),
    (box.ToZygote, box.WhenReady()),
    (box.ToZygote, box.StartCopy(1)),
    (box.ToZygote, box.StartSession(2)),
    (box.FromZygote, box.Ready({"numpy": "2"}, {})),
    (box.FromNewSession, box.WallsUp()),
    (box.ToNewSession, box.RunCells(((1, "a = '\ud800'"),), frozenset({(1, 0), (2, 3)}), False, 20)),
    (box.FromCells, box.Running(1, 0, True)),
    (box.FromCells, box.Ran((box.CellError(1, "NameError", "no `\ud800`", "cell 1, line 2"),))),
    (box.ToSession, box.StartTest(2**63 - 1, 4)),
    (box.ToTest, box.Bind({"f": "own", "g": "lent", "h": "replaced", "k": box.AnswerWith((1, None), [0, 2], 5)})),
    (box.ToTest, box.Call("f", [1, (2, 3j)], {"k": None}, True, None)),
    (box.FromTest, box.Returned({"a": [1, (2,)]}, [2**80], 0.1, {"k": box.Noted(2, [[1, 2]])})),
    (box.FromTest, box.Raised("ValueError", "no", "cell 1, line 2", {})),
    (box.FromTest, box.Missing(["sigma"])),
    (box.FromTest, box.Ask("lent", "gibbs", [1], {"k": 3})),
    (box.ToAsking, box.Answered(wire.Unsendable("set"))),
    (box.ToAsking, box.Refused("no")),
    (examine.ToServer, examine.StartExaminer()),
    (examine.FromNewExaminer, examine.Started(7)),
    (examine.FromNewExaminer, examine.Refused(("test_sigm.py:3: no points",))),
    (examine.ToExaminer, examine.Order(SUBMISSION, 2**70, True)),
    (examine.FromExaminer, examine.Graded(REPORT)),
    (examine.FromExaminer, examine.TooSlow()),
]


@pytest.fixture
def ends():
    """A connection."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize(("direction", "message"), MESSAGES, ids=[type(message).__name__ for _, message in MESSAGES])
def test_message_arrives_as_it_was_sent(ends, direction, message):
    """With the same types, half characters and huge numbers too."""
    ours, theirs = ends
    typed.send(theirs, message)
    assert typed.receive(ours, direction, time.monotonic() + 5) == message


def listed(module):
    """The messages that are defined there."""
    kinds = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, typed.Message)]
    return {kind for kind in kinds if kind.__module__ == module.__name__}


def test_every_message_is_tried():
    """The list above is whole."""
    assert {type(message) for _, message in MESSAGES} == listed(box) | listed(examine)


def test_values_are_not_looked_at():
    """Arrays are neither copied nor changed, and what lies around them keeps its types."""
    array, inner = numpy.ones(3), [(1, {"a": 2.0})]
    message = typed.checked(["Returned", inner, [array], 0.0, {}], box.FromTest)
    assert message.arguments[0] is array and message.value is inner


FORGED = {
    "no list": 3,
    "nothing": [],
    "array for a name": [numpy.ones(3)],
    "unknown": ["Passed", 10.0],
    "half a character for a name": ["\ud800"],
    "of another direction": ["Answered", 3],
    "too short": ["Returned", 1],
    "too long": ["Returned", 1, [], 0.0, {}, 1],
    "array for a list": ["Returned", 1, numpy.ones(3), 0.0, {}],
    "number of NumPy": ["Returned", 1, [], numpy.float64(1), {}],
    "number without end": ["Returned", 1, [], 10**400, {}],
    "unsendable": ["Returned", 1, [], wire.Unsendable("float"), {}],
    "half a character for a kind": ["Ask", "\ud800", "f", [], {}],
    "numbers for names": ["Ask", "lent", "f", [], {1: 2}],
    "long words": ["Raised", "E", "x" * 501, "", {}],
    "True for a count": ["Returned", 1, [], 0.0, {"k": [True, []]}],
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_nothing_else_is_taken_for_a_message(forged):
    """Whatever has not exactly one of the forms ends with the same error."""
    with pytest.raises(wire.WireError):
        typed.checked(forged, box.FromTest)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9) | st.binary(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3) | st.integers(), inner),
    max_leaves=9,
)
names = st.sampled_from(sorted(kind.__name__ for kind in listed(box)))
kinds = [kind for kind in vars(box).values() if isinstance(kind, type) and issubclass(kind, typed.Direction)]


@settings(deadline=None)  # the time of the first one is that of msgspec's look at all types
@given(st.lists(values, max_size=6) | values, names)
def test_random_messages_only_raise_wire_errors(fields, name):
    """Also those that begin well."""
    for message in (fields, [name, *fields] if isinstance(fields, list) else name):
        for direction in kinds:
            try:
                typed.checked(message, direction)
            except wire.WireError:
                pass


def test_connection_goes_with_a_message(ends):
    """Who gets the message can answer there; a message without one says so."""
    ours, theirs = ends
    with typed.connect(ours, box.StartCopy(1)) as end:
        message, connection = typed.receive_with_connection(theirs, box.ToZygote)
        with connection:
            typed.send(connection, box.Ready({}, {}))
        assert message == box.StartCopy(1) and typed.receive(end, box.FromZygote) == box.Ready({}, {})
    typed.send(ours, box.WhenReady())
    assert typed.receive_with_connection(theirs, box.ToZygote) == (box.WhenReady(), None)


def test_closed_connection_takes_no_message(ends):
    """Whoever asks for a new connection is told that nobody is there."""
    ours, theirs = ends
    theirs.close()
    with pytest.raises(wire.Closed):
        typed.connect(ours, box.StartCopy(0))
    with pytest.raises(wire.Closed):
        typed.receive_with_connection(ours, box.ToZygote)
