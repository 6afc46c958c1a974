"""What crosses the wall, and what does not."""

import os
import socket
import struct
import threading
import time

import msgpack
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.box.inside import wire

PLAIN = {
    "none": None,
    "bool": True,
    "int": 3,
    "negative": -7,
    "huge int": 2**80,
    "float": 0.1,
    "complex": 1 + 2j,
    "str": "sigm",
    "list": [1, [2, 3]],
    "tuple": (1, (2, "x")),
    "dict": {"W": 1.0, "b": [2]},
    "bytes": b"\x00\xff",
}
ARRAYS = {
    "matrix": numpy.arange(6.0).reshape(2, 3),
    "fortran order": numpy.asfortranarray(numpy.arange(6).reshape(2, 3)),
    "float32": numpy.linspace(0, 1, 5, dtype=numpy.float32),
    "bool": numpy.array([True, False]),
    "empty": numpy.zeros((0, 5)),
    "strided": numpy.arange(10)[::-2],
    "repeated": numpy.broadcast_to(numpy.arange(3.0)[:, None], (3, 4)),
    "repeated number": numpy.broadcast_to(numpy.int8(7), (2, 3)),
    "not finite": numpy.array([numpy.nan, numpy.inf, -numpy.inf]),
}


def through(value):
    """The value after it has crossed the wall."""
    arrays = []
    head = wire.encode(value, arrays)
    return wire.decode(head, [array.view(numpy.uint8) for array in arrays])


@pytest.mark.parametrize("name", PLAIN)
def test_plain_values_arrive_unchanged(name):
    """Numbers, text, lists, tuples and dicts come out as they went in, with their types."""
    result = through(PLAIN[name])
    assert result == PLAIN[name]
    assert type(result) is type(PLAIN[name])


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_keep_dtype_shape_and_values(name):
    """A numeric array comes out equal and can be written to."""
    result = through(ARRAYS[name])
    numpy.testing.assert_array_equal(result, ARRAYS[name])
    assert result.dtype == ARRAYS[name].dtype
    assert result.flags.writeable


def test_array_subclasses_arrive_as_plain_arrays():
    """A subclass could overload comparison on our side."""

    class Equal(numpy.ndarray):
        def __eq__(self, other):
            return True

    assert type(through(numpy.ma.masked_array([1, 2]))) is numpy.ndarray
    assert type(through(numpy.ones(2).view(Equal))) is numpy.ndarray


def test_numpy_scalars_stay_scalars():
    """A scalar keeps its dtype."""
    assert through(numpy.float32(0.5)).dtype == numpy.float32


@pytest.mark.parametrize("value", [object(), {1, 2}, len, numpy.array(["text"]), numpy.array([object()])])
def test_other_objects_become_unsendable(value):
    """What is no plain data arrives as a name and nothing else."""
    assert through(value) == wire.Unsendable(type(value).__name__)


def test_object_equal_to_everything_is_unsendable():
    """An object with its own `__eq__` never reaches a comparison."""

    class Equal:
        def __eq__(self, other):
            return True

    assert type(through([Equal()])[0]) is wire.Unsendable


def test_generator_crosses_as_independent_generator():
    """A Generator arrives as a fresh one; two crossings give two streams."""
    rng = numpy.random.default_rng(1)
    first, second = through(rng).random(), through(rng).random()
    assert first != second


def test_deep_nesting_is_refused():
    """A value nested too deeply is an error on the side that sends it, or on ours."""
    value = ()
    for _ in range(wire.MAX_DEPTH + 5):
        value = (value,)
    with pytest.raises(wire.TooLarge):
        through(value)


def test_endless_recursion_is_refused():
    """A list that holds itself cannot be sent."""
    value = []
    value.append(value)
    with pytest.raises(wire.TooLarge):
        wire.encode(value, [])


@pytest.mark.parametrize("sizes", [(2**31, 0), (16, 2**31), (wire.MAX_HEAD + 1, 0), (16, wire.MAX_ARRAYS + 1)])
def test_announced_size_over_the_limit_is_refused(sizes):
    """A frame that announces gigabytes is refused before memory is taken."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(struct.pack(">II", *sizes))
        with pytest.raises(wire.TooLarge):
            wire.receive(ours)


def test_array_that_lies_about_its_size_is_refused():
    """Shape and content of an array have to agree."""
    lie = msgpack.packb(msgpack.ExtType(1, msgpack.packb((0, "<f8", (1000, 1000), (1000, 1000)))))
    with pytest.raises(wire.WireError):
        wire.decode(lie, [numpy.zeros(8, numpy.uint8)])


def test_repeated_array_crosses_once():
    """What numpy.broadcast_to repeats is not sent again and again."""
    arrays = []
    wire.encode(numpy.broadcast_to(numpy.arange(3.0)[:, None], (3, 10**6)), arrays)
    assert [array.nbytes for array in arrays] == [24]


def test_repeated_arrays_are_bounded_together():
    """A small frame cannot become large arrays, be it one or many."""
    parts = [msgpack.ExtType(1, msgpack.packb((index, "<f8", (1,), (5 * 10**6,)))) for index in range(2)]
    buffers = [numpy.zeros(8, numpy.uint8) for _ in parts]
    assert wire.decode(msgpack.packb(parts[0]), buffers).size == 5 * 10**6
    with pytest.raises(wire.TooLarge, match="repeated"):
        wire.decode(msgpack.packb(parts), buffers)


@pytest.mark.parametrize("dtype", ["O", "U4", "V8", "M8[s]", "(2,)f8", "f8,i4"])
def test_array_of_other_dtype_is_refused(dtype):
    """Only numbers: no objects, no text, no structures."""
    frame = msgpack.packb(msgpack.ExtType(1, msgpack.packb((0, dtype, (1,), (1,)))))
    with pytest.raises(wire.WireError):
        wire.decode(frame, [numpy.zeros(numpy.dtype(dtype).itemsize, numpy.uint8)])


def test_keys_of_chosen_hash_are_refused():
    """Complex numbers and tuples with equal hashes would make a dict take minutes."""
    for key in (1 + 2j, (1, 2)):
        with pytest.raises(wire.WireError):
            through({key: 1})


def test_no_two_arrays_share_their_bytes():
    """A second array on the same bytes could change behind our back."""
    array = msgpack.ExtType(1, msgpack.packb((0, "<f8", (1,), (1,))))
    with pytest.raises(wire.WireError):
        wire.decode(msgpack.packb([array, array]), [numpy.zeros(8, numpy.uint8)])


def test_booleans_are_true_or_false():
    """A byte that is neither 0 nor 1 arrives as True."""
    two = msgpack.packb(msgpack.ExtType(1, msgpack.packb((0, "|b1", (1,), (1,)))))
    assert wire.decode(two, [numpy.array([2], numpy.uint8)]).view(numpy.uint8) == 1


def test_half_a_character_is_text():
    """A lone surrogate, as damaged files hold them, crosses as it is."""
    assert through("a\ud800b") == "a\ud800b"


@given(st.binary(max_size=200), st.lists(st.binary(max_size=32), max_size=3))
def test_random_bytes_only_raise_wire_errors(head, buffers):
    """Whatever comes in, the decoder returns a value or raises WireError."""
    try:
        wire.decode(head, [numpy.frombuffer(data, numpy.uint8).copy() for data in buffers])
    except wire.WireError:
        pass


def test_large_frame_does_not_block():
    """A frame larger than the socket's buffer arrives whole."""
    ours, theirs = socket.socketpair()
    value = {"W": numpy.ones((784, 1000))}
    with ours, theirs:
        sender = threading.Thread(target=wire.send, args=(theirs, value))
        sender.start()
        result = wire.receive(ours, time.monotonic() + 30)
        sender.join()
    numpy.testing.assert_array_equal(result["W"], value["W"])


def test_peer_that_dribbles_runs_into_the_deadline():
    """A deadline holds for the frame as a whole."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"\x00")
        with pytest.raises(TimeoutError):
            wire.receive(ours, time.monotonic() + 0.05)


def test_peer_that_always_has_one_more_byte_runs_into_it_too():
    """Progress is no reason to wait longer."""
    ours, theirs = socket.socketpair()
    stop = threading.Event()

    def dribble():
        theirs.sendall(struct.pack(">II", wire.MAX_HEAD, 0))
        while not stop.is_set():
            theirs.sendall(b"x")

    sender = threading.Thread(target=dribble)
    with ours, theirs:
        sender.start()
        with pytest.raises(TimeoutError):
            wire.receive(ours, time.monotonic() + 0.2)
        stop.set()
        sender.join()


def test_closed_connection_is_told_apart():
    """A peer that is gone is Closed, not malformed."""
    ours, theirs = socket.socketpair()
    with ours:
        os.close(theirs.detach())
        with pytest.raises(wire.Closed):
            wire.receive(ours)
