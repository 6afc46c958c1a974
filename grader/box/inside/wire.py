"""Plain data across the wall: msgpack frames on a socket, arrays as their own bytes.

Both sides use this file. There is no pickle: a frame can only become None, bool, int, float, complex, str, bytes, list,
tuple, dict, a numeric array, a seeded numpy Generator or `Unsendable`. Whoever reads treats every byte as hostile: a
frame that is too large, too deep or malformed raises WireError and nothing else. An array that repeats itself
(numpy.broadcast_to) crosses once.
"""

from __future__ import annotations

import math
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy

MAX_FRAME = 64 * 2**20  # bytes; the largest honest frame is a copy of the data set
MAX_HEAD = 4 * 2**20  # bytes of a frame that are no arrays: an empty dict is 1 byte there, and 64 here
MAX_ARRAYS = 10_000
MAX_DEPTH = 32
_COUNTS = struct.Struct(">II")
_ARRAY, _COMPLEX, _TUPLE, _INTEGER, _GENERATOR, _UNSENDABLE = range(1, 7)
_NUMERIC_KINDS = "biufc"
_PLAIN: tuple[type[Any], ...] = (bool, int, float, str, list, dict)
_KEYS = (str, int, float, bool, bytes, type(None))  # complex numbers and tuples of equal hash are easily made
_TEXT = "surrogatepass"  # half a character is still text

Array = numpy.ndarray[Any, Any]


class WireError(Exception):
    """The peer sent what is no frame, or is gone."""


class Closed(WireError):
    """The peer is gone: its process ended or closed the connection."""


class TooLarge(WireError):
    """A value is over the limit of size or depth."""


@dataclass(frozen=True)
class Unsendable:
    """Stands for a returned object that is not plain data."""

    type_name: str


def send(connection: socket.socket, message: Any, descriptor: int | None = None) -> None:
    """Write one frame: the sizes, the message with a place holder for each array, then the arrays' own bytes."""
    arrays: list[Array] = []
    head = encode(message, arrays)
    sizes = [array.nbytes for array in arrays]
    _check_sizes(len(head), len(sizes), sum(sizes))
    _write(connection, _COUNTS.pack(len(head), len(sizes)) + struct.pack(f">{len(sizes)}I", *sizes) + head, descriptor)
    for array in arrays:
        _write(connection, array.data.cast("B"))


def receive(connection: socket.socket, deadline: float | None = None) -> Any:
    """Read one frame; TimeoutError if it is not complete at `deadline` (time.monotonic)."""
    return _rest_of_frame(connection, _read(connection, _COUNTS.size, deadline), deadline)


def receive_with_descriptor(connection: socket.socket) -> tuple[Any, int | None]:
    """The next frame and the descriptor that was sent with it, if there was one."""
    try:
        start, descriptors, _, _ = socket.recv_fds(connection, _COUNTS.size, 1)
    except ConnectionResetError:
        start, descriptors = b"", []
    if not start:
        raise Closed("the connection was closed")
    counts = start + _read(connection, _COUNTS.size - len(start), None)
    return _rest_of_frame(connection, counts, None), next(iter(descriptors), None)


def _rest_of_frame(connection: socket.socket, counts: bytes | bytearray, deadline: float | None) -> Any:
    head_size, count = _COUNTS.unpack(counts)
    _check_sizes(head_size, count)
    start = _read(connection, 4 * count + head_size, deadline)
    sizes = struct.unpack_from(f">{count}I", start)
    _check_sizes(head_size, count, sum(sizes))
    buffers = [numpy.empty(size, numpy.uint8) for size in sizes]  # not zeroed first, as a bytearray is
    for buffer in buffers:
        _fill(connection, buffer.data, deadline)
    return decode(start[4 * count :], buffers)


def _check_sizes(head: int, arrays: int, content: int = 0) -> None:
    if head > MAX_HEAD:
        raise TooLarge(f"lists and texts of {head / 2**20:.1f} MiB are over the limit of {MAX_HEAD // 2**20} MiB")
    if arrays > MAX_ARRAYS:
        raise TooLarge(f"a value of {arrays} arrays is over the limit of {MAX_ARRAYS}")
    if head + content > MAX_FRAME:
        total = (head + content) / 2**20
        raise TooLarge(f"a value of {total:.0f} MiB is over the limit of {MAX_FRAME // 2**20} MiB")


def _write(connection: socket.socket, data: bytes | memoryview, descriptor: int | None = None) -> None:
    try:
        if descriptor is not None:
            data = data[socket.send_fds(connection, [data], [descriptor]) :]
        connection.sendall(data)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Closed(str(error)) from None


def _read(connection: socket.socket, count: int, deadline: float | None) -> bytearray:
    data = bytearray(count)
    _fill(connection, memoryview(data), deadline)
    return data


def _fill(connection: socket.socket, left: memoryview, deadline: float | None) -> None:
    while left:
        if deadline is not None:
            seconds = deadline - time.monotonic()
            if seconds <= 0:  # also of a peer that always has one more byte
                raise TimeoutError("the frame is late")
            connection.settimeout(seconds)
        try:
            got = connection.recv_into(left)
        except ConnectionResetError:
            got = 0
        if got == 0:
            raise Closed("the connection was closed")
        left = left[got:]


def encode(message: Any, arrays: list[Array]) -> bytes:
    """The message as msgpack; its arrays are appended to `arrays`, C-contiguous and of at least one dimension."""

    def pack(value: Any) -> msgpack.ExtType:
        return _pack(value, arrays)

    try:
        head: bytes = msgpack.packb(message, default=pack, strict_types=True, unicode_errors=_TEXT)
        return head
    except (ValueError, OverflowError, RecursionError) as error:
        raise TooLarge(f"a value is nested too deeply or too large ({error})") from None


def decode(head: bytes | bytearray, buffers: Sequence[Array]) -> Any:
    """The message that `encode` packed, its arrays laid over `buffers` (uint8); WireError if it is malformed."""
    try:
        return _unpack(bytes(head), _Buffers(buffers), MAX_DEPTH)
    except WireError:
        raise
    except Exception as error:  # msgpack has no common base class for what malformed input raises
        raise WireError(f"malformed frame ({type(error).__name__})") from None


def _pack(value: Any, arrays: list[Array]) -> msgpack.ExtType:
    kind = type(value)
    if isinstance(value, numpy.ndarray | numpy.generic) and value.dtype.kind in _NUMERIC_KINDS:
        array = numpy.asarray(value)
        once = array[tuple(slice(1) if step == 0 else slice(None) for step in array.strides)]
        arrays.append(numpy.asarray(once, order="C").reshape(-1))
        return msgpack.ExtType(_ARRAY, msgpack.packb((len(arrays) - 1, array.dtype.str, once.shape, array.shape)))
    if kind is complex:
        return msgpack.ExtType(_COMPLEX, struct.pack(">dd", value.real, value.imag))
    if isinstance(value, tuple):
        return msgpack.ExtType(_TUPLE, encode(list(value), arrays))
    if kind is int:  # beyond 64 bits
        return msgpack.ExtType(_INTEGER, hex(value).encode())
    if isinstance(value, numpy.random.Generator):
        # A generator crosses as a seed drawn from it: both sides go on with fresh, independent numbers.
        return msgpack.ExtType(_GENERATOR, int(value.integers(2**63)).to_bytes(8, "big"))
    for base in _PLAIN:
        if isinstance(value, base):  # a subclass: send the plain value that it is
            return msgpack.ExtType(0, encode(base(value), arrays))
    name = value.type_name if kind is Unsendable else kind.__name__
    return msgpack.ExtType(_UNSENDABLE, name.encode(errors="replace")[:100])


class _Buffers(list[Array | None]):
    """The bytes of a frame's arrays, each to be taken once; and what repeated arrays may still grow by."""

    room = MAX_FRAME

    def take(self, index: int) -> Array:
        """No two arrays share their bytes."""
        content, self[index] = self[index], None
        if content is None:
            raise WireError("two arrays with the same bytes")
        return content

    def reserve(self, size: int) -> None:
        """Count the bytes of an array that is repeated."""
        self.room -= size
        if self.room < 0:
            raise TooLarge(f"repeated arrays are over the limit of {MAX_FRAME // 2**20} MiB")


def _unpack(head: bytes, buffers: _Buffers, depth: int) -> Any:
    if depth == 0:
        raise TooLarge("a value is nested too deeply")

    def extension(code: int, data: bytes) -> Any:
        if code == 0:
            return _unpack(data, buffers, depth - 1)
        if code == _ARRAY:
            return _array(data, buffers)
        if code == _COMPLEX:
            return complex(*struct.unpack(">dd", data))
        if code == _TUPLE:
            return tuple(_unpack(data, buffers, depth - 1))
        if code == _INTEGER:
            return int(data[:1000], 16)
        if code == _GENERATOR:
            return numpy.random.default_rng(int.from_bytes(data[:8], "big"))
        if code == _UNSENDABLE:
            return Unsendable(data.decode(errors="replace"))
        raise WireError(f"unknown extension {code}")

    return msgpack.unpackb(
        head, ext_hook=extension, object_pairs_hook=_dict, strict_map_key=False, unicode_errors=_TEXT
    )


def _dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """A dict whose keys cannot be chosen to make it slow."""
    if not all(isinstance(key, _KEYS) for key, _ in pairs):
        raise WireError("a dict with keys that are no names or numbers")
    return dict(pairs)


def _array(data: bytes, buffers: _Buffers) -> Array | numpy.generic:
    index, dtype_name, once, shape = msgpack.unpackb(data)
    dtype = numpy.dtype(str(dtype_name))
    if dtype.kind not in _NUMERIC_KINDS or not all(type(n) is int and n >= 0 for n in [*once, *shape]):
        raise WireError("not a numeric array")
    content = buffers.take(index)
    if dtype.kind == "b":
        content = (content != 0).view(numpy.uint8)  # a bool of the value 2 would be neither True nor False
    array = content.view(dtype).reshape(once)
    if once != shape:
        buffers.reserve(math.prod(shape) * dtype.itemsize)
        array = numpy.broadcast_to(array, shape).copy()
    return array if shape else array[()]
