"""Where the code of a student is executed: the cells of a notebook, then its functions, as a test calls them.

Cells run statement by statement, so that a failing scratch line costs nothing but itself, and one that never
ends can be left out when the notebook is run again.
"""

from __future__ import annotations

import ast
import copy
import linecache
import random
import socket
import time
import traceback
from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any

import numpy
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from . import typed, wire
from .messages import LONGEST_NAME, LONGEST_TEXT, Call, CellError, Missing, Noted, Raised, Returned, ToTest
from .names import Names, by_name_or_place, find, like
from .proxies import Bindings, Line

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINITIONS = (*_FUNCTIONS, ast.ClassDef, *_IMPORTS)
_MAGICS_WITHOUT_EFFECT = ("matplotlib", "pip", "conda", "load_ext", "autoreload", "pylab")

Place = tuple[int, int]  # of a statement: the number of its cell, its index there


def new_shell() -> InteractiveShell:
    """An IPython without history and without pictures, for magics in students' cells."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    for name in _MAGICS_WITHOUT_EFFECT:
        shell.magics_manager.register_function(lambda line: None, "line", name)
    return shell


def run_cells(
    shell: InteractiveShell,
    cells: Iterable[tuple[int, str]],
    skip: Collection[Place] = (),
    definitions_only: bool = False,
    starting: Callable[[int, int, bool], None] = lambda number, index, importing: None,
) -> list[CellError]:
    """Run numbered cells in `shell.user_ns`; the errors that are left.

    `starting(number, index, importing)` is told of each statement before it runs. Statements that failed for a
    missing name are tried once more at the end: the cells may be in another order.
    """
    failed: list[tuple[CellError, Callable[[], CellError | None] | None]] = []  # with a way to try it again

    def run(number: int, index: int, node: ast.stmt) -> CellError | None:
        if not _is_harmless(node):
            starting(number, index, isinstance(node, _IMPORTS))
        return _run(shell, number, node)

    for number, source in cells:
        try:
            statements = _statements(shell, number, source)
        except Exception as problem:  # SyntaxError, or what half a character or deep nesting does to the compiler
            failed.append((CellError(number, *describe(problem)), None))
            continue
        for index, node in enumerate(statements):
            if (number, index) in skip or (definitions_only and not isinstance(node, _DEFINITIONS)):
                continue
            error = run(number, index, node)
            if error:
                failed.append((error, partial(run, number, index, node)))
    left = [again() if again and error.type == "NameError" else error for error, again in failed]
    return [error for error in left if error]


def _is_harmless(node: ast.stmt) -> bool:
    """A function's definition that computes nothing now: no decorator, default or annotation."""
    if not isinstance(node, _FUNCTIONS):
        return False
    return not (node.decorator_list or node.returns or any(isinstance(n, ast.expr) for n in ast.walk(node.args)))


def _statements(shell: InteractiveShell, number: int, source: str) -> list[ast.stmt]:
    name = f"cell {number}"
    try:
        statements = ast.parse(source, name).body  # IPython takes much longer, and leaves what is Python as it is
    except SyntaxError:
        source = shell.transform_cell(source)
        statements = ast.parse(source, name).body
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return statements


def _run(shell: InteractiveShell, number: int, node: ast.stmt) -> CellError | None:
    try:
        code = compile(ast.Module([node], []), f"cell {number}", "exec")  # refuses more than the parser does
        exec(code, shell.user_ns)
    except BaseException as error:  # also SystemExit and KeyboardInterrupt: they end the statement, not the box
        return CellError(number, *describe(error))
    return None


def describe(error: BaseException) -> tuple[str, str, str]:
    """Type, text and place of a student's exception: the innermost line that stands in a cell."""
    if isinstance(error, SyntaxError) and str(error.filename).startswith("cell "):
        place = f"{error.filename}, line {error.lineno}"
    else:
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}, line {frame.lineno}" for frame in frames if frame.filename.startswith("cell ")]
        place = places[-1] if places else ""
    try:
        text = str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:  # a student's __str__
        text = ""
    text = text if type(text) is str else ""  # and what it gives may be a string of their own kind
    return type(error).__name__[:LONGEST_NAME], text[:LONGEST_TEXT], place[:LONGEST_NAME]


def serve(line: Line, names: Names, seed: int) -> None:
    """Answer one test's requests on the line until that is closed."""
    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    connection, bindings = line.connection, Bindings(names, line)
    assert connection is not None
    while True:
        try:
            request = typed.receive(connection, ToTest)
        except wire.Closed:
            return
        if isinstance(request, Call):
            _reply(connection, _call(names, request, bindings.noted))
        else:
            bindings.bind(request.meanings)


def _call(names: Names, call: Call, noted: Callable[[], dict[str, Noted]]) -> Returned | Raised | Missing:
    function = find(names, call.name)
    if function is None:
        return Missing(like(names, call.name))
    args, kwargs = by_name_or_place(function, call.args, call.kwargs)
    started = time.perf_counter()
    value: Any
    try:
        if call.times is None:
            value = function(*args, **kwargs)
        else:
            value = [function(*copy.deepcopy(args), **kwargs) for _ in range(call.times)]
    except BaseException as error:  # SystemExit as well: it ends the call, not the test
        return Raised(*describe(error), noted())
    seconds = time.perf_counter() - started
    return Returned(value, args if call.with_arguments else [], seconds, noted())


def _reply(connection: socket.socket, reply: Returned | Raised | Missing) -> None:
    """Send what a call came to, or say why that cannot be sent."""
    try:
        typed.send(connection, reply)
    except wire.TooLarge as error:
        typed.send(connection, Raised("", str(error), "", {}))
