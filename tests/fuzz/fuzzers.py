"""What is thrown at the two readers of hostile bytes: the wire decoder, and the reader of notebooks.

`python tests/fuzz/fuzzers.py` makes 100,000 inputs and prints how many (`make fuzz`); the test suite makes a few.
Each target either gets a value or the one error that it may raise. Anything else is a crash.
"""

from __future__ import annotations

import copy
import json
import os
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.assignment import Assignment
from grader.autograded import restored
from grader.inside import wire
from grader.notebook import Unreadable, as_submission, read_notebook

RBM = Assignment.load("rbm")
COUNT: Counter[str] = Counter()
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))

numbers = st.integers(-(2**70), 2**70) | st.floats() | st.complex_numbers()
texts = st.text(st.characters(), max_size=20)  # half characters as well
arrays = st.builds(
    lambda kind, shape: numpy.ones(shape, kind),
    st.sampled_from(["?", "i1", "u8", "f2", "f4", "f8", "g", "c16", ">f8"]),
    st.lists(st.integers(0, 3), max_size=4),
)
plain = st.recursive(
    st.none() | st.booleans() | numbers | texts | st.binary(max_size=9) | arrays,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=3).map(tuple) | st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=8,
)
changes = st.lists(
    st.tuples(st.sampled_from(["set", "insert", "delete", "repeat", "cut"]), st.floats(0, 1), st.integers(0, 255)),
    min_size=1,
    max_size=4,
)

odd = st.none() | st.booleans() | numbers.filter(lambda n: not isinstance(n, complex)) | texts
values = st.recursive(
    odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=5
)
names = st.sampled_from(
    ["nbformat", "nbformat_minor", "cells", "worksheets", "metadata", "cell_type", "source", "input", "nbgrader"]
    + ["grade_id", "grade", "solution", "locked", "points", "schema_version", "id", "outputs"]
)
notebooks = st.fixed_dictionaries(
    {"nbformat": st.sampled_from([3, 4, 4, 4]) | odd, "cells": st.lists(st.dictionaries(names, values), max_size=4)},
    optional={"worksheets": values | st.lists(st.fixed_dictionaries({"cells": values})), "metadata": values},
)
edits = st.lists(
    st.tuples(
        st.sampled_from(["value", "remove", "copy", "swap"]),
        st.lists(st.floats(0, 1), min_size=1, max_size=5),
        values,
    ),
    min_size=1,
    max_size=5,
)


def changed(data: bytes, steps: list[tuple[str, float, int]]) -> bytes:
    """The bytes after a few small damages."""
    damaged = bytearray(data)
    for kind, place, byte in steps:
        at = int(place * len(damaged))
        if kind == "insert":
            damaged.insert(at, byte)
        elif kind == "repeat":
            damaged[at:at] = damaged[at : at + byte]
        elif kind == "cut":
            del damaged[at:]
        elif at < len(damaged) and kind == "set":
            damaged[at] = byte
        elif at < len(damaged):
            del damaged[at]
    return bytes(damaged)


def frame(message: object) -> bytes:
    """What `send` writes."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(theirs, message)
        return ours.recv(2**20)


def received(data: bytes) -> object:
    """What `receive` makes of these bytes and the end after them."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(data)
        try:
            return wire.receive(ours, time.monotonic() + 5)
        except wire.WireError:
            return None


@given(st.binary(max_size=200), st.lists(st.binary(max_size=32), max_size=3))
def decode_bytes(head: bytes, buffers: list[bytes]) -> None:
    """Any bytes as the head of a frame."""
    COUNT["bytes to the wire decoder"] += 1
    try:
        wire.decode(head, [numpy.frombuffer(data, numpy.uint8).copy() for data in buffers])
    except wire.WireError:
        pass


@given(plain, changes)
def receive_damaged(message: object, steps: list[tuple[str, float, int]]) -> None:
    """A frame as it is, which arrives, and with a few bytes changed, which may not."""
    COUNT["frames, damaged"] += 1
    try:
        data = frame(message)
    except wire.TooLarge:
        return
    assert type(received(data)) in (type(message), numpy.bool_) or isinstance(message, numpy.ndarray)
    received(changed(data, steps))


def read(data: bytes) -> None:
    """Read a file of these bytes as a submission and as what is graded."""
    path = FOLDER / "rbm.ipynb"
    path.write_bytes(data)
    try:
        notebook = read_notebook(path)
    except Unreadable:
        return
    submission = as_submission(RBM, "student", notebook)
    wire.encode([[cell.number, cell.source, cell.grade_id] for cell in submission.cells], [])
    restored(RBM, notebook)


@given(notebooks | values)
def read_strange(notebook: object) -> None:
    """JSON that looks like a notebook here and there."""
    COUNT["notebooks, strange"] += 1
    read(json.dumps(notebook).encode())


SOURCE = json.dumps(RBM.notebook).encode()


@given(changes)
def read_damaged(steps: list[tuple[str, float, int]]) -> None:
    """The released notebook with a few bytes changed."""
    COUNT["notebooks, damaged"] += 1
    read(changed(SOURCE, steps))


@given(edits)
def read_edited(steps: list[tuple[str, list[float], object]]) -> None:
    """The released notebook with values replaced, removed, copied and moved anywhere in it."""
    COUNT["notebooks, edited"] += 1
    notebook = copy.deepcopy(RBM.notebook)
    for kind, way, value in steps:
        edit(notebook, kind, way, value)
    read(json.dumps(notebook).encode())


def edit(notebook: dict, kind: str, way: list[float], value: object) -> None:
    """Walk into the notebook, as far as the way leads, and change what is there."""
    holder = notebook
    for turn in way:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = keys[min(int(turn * len(keys)), len(keys) - 1)]
        if not isinstance(holder[key], dict | list):
            break
        parent, holder = holder, holder[key]
    else:
        holder = parent
    if key not in holder if isinstance(holder, dict) else key >= len(holder):
        return
    if kind == "value":
        holder[key] = value
    elif kind == "remove":
        del holder[key]
    elif isinstance(holder, list):
        other = copy.deepcopy(holder[key]) if kind == "copy" else holder.pop(key)
        holder.insert(0, other)


TARGETS: dict[Callable[[], None], int] = {
    decode_bytes: 50_000,
    receive_damaged: 20_000,
    read_strange: 15_000,
    read_damaged: 10_000,
    read_edited: 10_000,
}


def fuzz(target: Callable[[], None], examples: int, repeatable: bool = False) -> None:
    """Throw that many inputs at a target."""
    quiet = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=repeatable,
        suppress_health_check=list(HealthCheck),
    )
    quiet(target)()


def main() -> None:
    """Run every target, and print the number of inputs."""
    scale = float(os.environ.get("FUZZ_SCALE", "1"))
    for target, examples in TARGETS.items():
        started = time.monotonic()
        fuzz(target, int(examples * scale))
        print(f"{target.__name__}: {time.monotonic() - started:.0f} s", flush=True)
    for name, number in COUNT.items():
        print(f"{number:>8} {name}")
    print(f"{sum(COUNT.values()):>8} inputs in all, no crash")


if __name__ == "__main__":
    sys.exit(main())
