"""The student's notebook as names in memory: run its cells, find its functions.

Cells run statement by statement, so that a failing scratch line costs nothing but itself, and one that never
ends can be left out when the notebook is run again.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import traceback
from collections.abc import Callable
from types import FunctionType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINITIONS = (*_FUNCTIONS, ast.ClassDef, *_IMPORTS)
_MAGICS_WITHOUT_EFFECT = ("matplotlib", "pip", "conda", "load_ext", "autoreload", "pylab")


def new_shell() -> InteractiveShell:
    """An IPython without history and without pictures, for magics in students' cells."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    for name in _MAGICS_WITHOUT_EFFECT:
        shell.register_magic_function(lambda line: None, "line", name)
    return shell


def run_cells(
    shell: InteractiveShell,
    cells: list[tuple[int, str]],
    skip: set[tuple[int, int]] = frozenset(),
    definitions_only: bool = False,
    starting: Callable[[int, int, bool], None] = lambda number, index, importing: None,
) -> list[dict[str, Any]]:
    """Run numbered cells in `shell.user_ns`; the errors that are left.

    `starting(number, index, importing)` is told of each statement before it runs. Statements that failed for a
    missing name are tried once more at the end: the cells may be in another order.
    """
    failed: list[tuple[int, int, Any, dict[str, Any]]] = []

    def run(number: int, index: int, node: ast.stmt) -> dict[str, Any] | None:
        if not _is_harmless(node):
            starting(number, index, isinstance(node, _IMPORTS))
        return _run(shell, number, node)

    for number, source in cells:
        try:
            statements = _statements(shell, number, source)
        except Exception as error:  # SyntaxError, or what half a character or deep nesting does to the compiler
            failed.append((number, 0, None, describe(error)))
            continue
        for index, node in enumerate(statements):
            if (number, index) in skip or (definitions_only and not isinstance(node, _DEFINITIONS)):
                continue
            error = run(number, index, node)
            if error:
                failed.append((number, index, node, error))
    errors = []
    for number, index, node, error in failed:
        again = run(number, index, node) if error["type"] == "NameError" else error
        if again:
            errors.append({"cell": number, **again})
    return errors


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


def _run(shell: InteractiveShell, number: int, node: ast.stmt) -> dict[str, Any] | None:
    try:
        code = compile(ast.Module([node], []), f"cell {number}", "exec")  # refuses more than the parser does
        exec(code, shell.user_ns)
    except BaseException as error:  # also SystemExit and KeyboardInterrupt: they end the statement, not the box
        return describe(error)
    return None


def describe(error: BaseException) -> dict[str, str]:
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
    return {"type": type(error).__name__[:100], "text": text[:500], "place": place[:100]}


def find(names: dict[str, Any], name: str) -> Callable[..., Any] | None:
    """The student's function of that name: a global, or else an attribute of a class or object that they made."""
    found = names.get(name)
    if callable(found):
        return found
    for holder in list(names.values()):
        if type(holder).__module__ == "__main__" and callable(getattr(holder, name, None)):
            return getattr(holder, name)
    for holder in list(names.values()):
        if isinstance(holder, type) and holder.__module__ == "__main__" and name in vars(holder):
            return _from_class(holder, name)
    return None


def _from_class(holder: type, name: str) -> Callable[..., Any] | None:
    function = getattr(holder, name)
    if not _takes_self(vars(holder)[name]):
        return function if callable(function) else None
    try:
        return getattr(holder(), name)
    except Exception:  # it needs arguments that we cannot know
        return None


def _takes_self(attribute: Any) -> bool:
    return isinstance(attribute, FunctionType) and next(iter(inspect.signature(attribute).parameters), "") == "self"


def rebind(names: dict[str, Any], name: str, proxy: Callable[..., Any]) -> None:
    """Let `name`, and every other name of the same object, mean `proxy`, in classes as well."""
    own = names.get(name)
    for alias in [key for key, value in names.items() if value is own and own is not None]:
        names[alias] = proxy
    names[name] = proxy
    for holder in list(names.values()):
        if isinstance(holder, type) and holder.__module__ == "__main__" and name in vars(holder):
            takes_self = _takes_self(vars(holder)[name])
            replacement = (lambda self, *a, **k: proxy(*a, **k)) if takes_self else staticmethod(proxy)
            setattr(holder, name, replacement)
