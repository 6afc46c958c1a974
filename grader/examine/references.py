"""The reference implementations of one assignment, which live on our side of the wall only."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import numpy

from ..errors import InputError
from ..kit.assignment import Assignment

References = dict[str, Callable[..., Any]]  # functions of ours that are lent to the student's code, by name


def references(assignment: Assignment) -> References:
    """The reference of every function that the assignment asks for. Raises InputError if one is missing."""
    module = _module(assignment)
    missing = [name for name in assignment.functions if not callable(getattr(module, name, None))]
    if missing:
        raise InputError(f"{module.__file__} lacks the references {', '.join(missing)}, which the notebook asks for.")
    return {name: getattr(module, name) for name in assignment.functions}


def _module(assignment: Assignment) -> ModuleType:
    """The assignment's own module, under a name that no other package has and no other assignment's references."""
    path = assignment.kit.references(assignment.id)
    name = f"references_of_{assignment.id}"
    loaded = sys.modules.get(name)
    if loaded is not None and loaded.__file__ == str(path):
        return loaded
    folders = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=folders)
    assert spec is not None and spec.loader is not None  # the path ends with .py
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise InputError(f"{path} cannot be imported: {type(error).__name__}: {error}.") from error
    return module


def seed_references(functions: Iterable[Callable[..., Any]], rng: numpy.random.Generator) -> None:
    """Let references draw the same numbers again; they draw from the `rng` of their module."""
    for module in dict.fromkeys(sys.modules[function.__module__] for function in functions):
        if isinstance(getattr(module, "rng", None), numpy.random.Generator):
            module.rng = numpy.random.default_rng(rng.integers(2**63))  # type: ignore[attr-defined]
