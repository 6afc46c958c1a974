"""What is thrown at the readers of hostile bytes: the wire decoder, the reader of notebooks, the one of archives.

`python tests/fuzz/fuzzers.py` makes 100,000 inputs and prints how many (`make fuzz`); the test suite makes a few.
Each target either gets a value or the one error that it may raise. Anything else is a crash.
"""

from __future__ import annotations

import copy
import io
import json
import os
import shutil
import socket
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kits import load

from grader.box.inside import wire
from grader.errors import InputError, Unreadable
from grader.gradebook.autograded import restored
from grader.handed_in.collect import collect
from grader.handed_in.notebook import as_submission, read_handed_in
from grader.layout import Course
from grader.lms import LAYOUTS

RBM = load("rbm")
COUNT: Counter[str] = Counter()
VARIANTS = 10  # inputs made of one example of hypothesis
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
seeds = st.integers(0, 2**32)

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


def damaged(data: bytes, random: Random) -> bytes:
    """The bytes after one to four small damages."""
    content = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at, byte = random.randrange(len(content) + 1), random.randrange(256)
        kind = random.choice(["set", "set", "insert", "delete", "repeat", "cut"])
        if kind == "insert":
            content.insert(at, byte)
        elif kind == "repeat":
            content[at:at] = content[at : at + byte]
        elif kind == "cut":
            del content[at:]
        else:
            content[at : at + 1] = bytes([byte] if kind == "set" else [])
    return bytes(content)


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


@given(st.binary(max_size=200), st.lists(st.binary(max_size=32), max_size=3), plain, seeds)
def decode_bytes(head: bytes, buffers: list[bytes], message: object, seed: int) -> None:
    """Any bytes as the head of a frame, and heads that were right once."""
    random = Random(seed)
    right = wire.encode(message, [])
    for content in (head, *(damaged(random.choice([head, right]), random) for _ in range(VARIANTS - 1))):
        COUNT["heads of frames, random or damaged"] += 1
        try:
            wire.decode(content, [numpy.frombuffer(data, numpy.uint8).copy() for data in buffers])
        except wire.WireError:
            pass


@given(plain, seeds)
def receive_damaged(message: object, seed: int) -> None:
    """A frame as it is, which arrives, and with a few bytes changed, which may not."""
    random, data = Random(seed), frame(message)
    got = received(data)
    assert isinstance(message, numpy.ndarray) or type(got) is type(message)
    for _ in range(VARIANTS):
        COUNT["frames on a socket, damaged"] += 1
        received(damaged(data, random))


def read(data: bytes) -> None:
    """Read a file of these bytes as a submission and as what is graded."""
    path = FOLDER / "rbm.ipynb"
    path.write_bytes(data)
    try:
        notebook = read_handed_in("student", path).notebook()
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


@given(seeds)
def read_damaged(seed: int) -> None:
    """The released notebook with a few bytes changed."""
    random = Random(seed)
    for _ in range(VARIANTS):
        COUNT["notebooks, damaged"] += 1
        read(damaged(SOURCE, random))


@given(st.lists(values, min_size=1, max_size=5), seeds)
def read_edited(strange: list[object], seed: int) -> None:
    """The released notebook with values replaced, removed, copied and moved anywhere in it."""
    random = Random(seed)
    for _ in range(VARIANTS):
        COUNT["notebooks, edited"] += 1
        notebook = json.loads(SOURCE)
        for value in strange:
            edit(notebook, value, random)
        read(json.dumps(notebook).encode())


def edit(notebook: dict, value: object, random: Random) -> None:
    """Walk some way into the notebook, and change what is there."""
    holder, key = notebook, None
    while isinstance(holder, dict | list) and holder and (key is None or random.random() < 0.8):
        parent, holder_keys = holder, list(holder) if isinstance(holder, dict) else range(len(holder))
        key = random.choice(holder_keys)
        holder = holder[key]
    if key is None:
        return
    kind = random.choice(["value", "remove", "copy", "move"])
    if kind == "value":
        parent[key] = value
    elif kind == "remove" or isinstance(parent, dict):
        del parent[key]
    else:
        parent.insert(random.randrange(len(parent)), copy.deepcopy(parent[key]) if kind == "copy" else parent.pop(key))


def archive_bytes(files: dict[str, bytes]) -> bytes:
    """A .zip with these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


SMALL = json.dumps({"nbformat": 4, "cells": []}).encode()
ARCHIVE = archive_bytes(
    {
        "Ada_1_assignsubmission_file/rbm.ipynb": SMALL,
        "Ben_2_assignsubmission_file/rbm.zip": archive_bytes({"rbm/rbm.ipynb": SMALL, "rbm/a.csv": b"1,2"}),
        "lovelaceada_LATE_12_34_rbm.ipynb": SMALL,
        "submitted/eve/rbm/rbm.ipynb": SMALL,
    }
)


@given(seeds)
def collect_damaged(seed: int) -> None:
    """An archive, and one within it, with a few bytes changed: files appear in `submitted/` and nowhere else."""
    random = Random(seed)
    course, packed = Course(FOLDER / "archives" / "course"), FOLDER / "archives" / "from.zip"
    course.root.mkdir(parents=True, exist_ok=True)
    for _ in range(VARIANTS):
        COUNT["archives, damaged"] += 1
        packed.write_bytes(damaged(ARCHIVE, random))
        try:
            collect(packed, "rbm", course, LAYOUTS)
        except InputError:
            pass
    assert {path.name for path in (*course.root.iterdir(), *packed.parent.iterdir())} <= {
        "submitted",
        "collected",
        "course",
        "from.zip",
    }
    shutil.rmtree(course.root)


TARGETS: dict[Callable[[], None], int] = {  # to the number of inputs
    decode_bytes: 50_000,
    receive_damaged: 20_000,
    read_strange: 5_000,
    read_damaged: 20_000,
    read_edited: 10_000,
    collect_damaged: 20_000,
}


def fuzz(target: Callable[[], None], inputs: int, repeatable: bool = False) -> None:
    """Throw that many inputs at a target, or a few more."""
    quiet = settings(
        max_examples=max(inputs // (1 if target is read_strange else VARIANTS), 1),
        deadline=None,
        database=None,
        derandomize=repeatable,
        suppress_health_check=list(HealthCheck),
    )
    quiet(target)()


def main() -> None:
    """Run every target, and print the number of inputs."""
    scale = float(os.environ.get("FUZZ_SCALE", "1"))
    for target, inputs in TARGETS.items():
        started = time.monotonic()
        fuzz(target, int(inputs * scale))
        print(f"{target.__name__}: {time.monotonic() - started:.0f} s", flush=True)
    for name, number in COUNT.items():
        print(f"{number:>8} {name}")
    print(f"{sum(COUNT.values()):>8} inputs in all, no crash")


if __name__ == "__main__":
    sys.exit(main())
