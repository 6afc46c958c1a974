"""What the first process of a box does once, so that all that is forked from it starts at once."""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import sys
import tempfile
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

from . import libraries
from .messages import Ready, Setup
from .submission import new_shell, run_cells

_LARGE, _MADV_COLLAPSE = 2 * 2**20, 25


def warm_up(setup: Setup) -> tuple[InteractiveShell, Ready]:
    """Import the libraries and run the opening cells: the shell in which these are known, and what our side is told."""
    import numpy
    import numpy.random  # numpy loads it when it is first used: that would be in each test

    _give_fonts(setup.fonts)
    from matplotlib import pyplot

    pyplot.show = lambda *args, **kwargs: pyplot.close("all")
    shell = new_shell()
    errors = run_cells(shell, setup.opening)
    if errors:
        raise RuntimeError(f"the assignment's own opening cells fail: {errors}")
    ready = Ready({"python": sys.version.split()[0], "numpy": numpy.__version__}, _fonts(setup.fonts))
    _use_large_pages()
    gc.freeze()  # a collection in a fork would copy every page of these objects
    return shell, ready


def import_rare(count: int) -> None:
    """What is still missing of so many rare libraries: for a notebook that needs them, and for all that come after."""
    for name in libraries.names(count):
        if name not in sys.modules:
            importlib.import_module(name)
            gc.freeze()


def _give_fonts(lists: dict[str, bytes]) -> None:
    """Put matplotlib's lists of fonts where it looks for them; otherwise it makes one."""
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="matplotlib-")
    for name, content in lists.items():
        Path(os.environ["MPLCONFIGDIR"], name).write_bytes(content)


def _fonts(given: dict[str, bytes]) -> dict[str, bytes]:
    """The lists that it had to make."""
    made = [path for path in Path(os.environ["MPLCONFIGDIR"]).glob("fontlist*.json") if path.name not in given]
    return {path.name: path.read_bytes() for path in made}


def _use_large_pages() -> None:
    """Let this process's memory lie in pages of 2 MiB: each fork copies the table of its pages, each end clears one."""
    madvise = ctypes.CDLL(None).madvise
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, access, _, _, file, *_ = line.split()
        start, end = (int(address, 16) for address in addresses.split("-"))
        first, last = -(-start // _LARGE) * _LARGE, end // _LARGE * _LARGE
        if access == "rw-p" and file == "0" and first < last:  # no file behind it
            # Before Linux 6.1 this is an error, and everything as it was.
            madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), _MADV_COLLAPSE)
