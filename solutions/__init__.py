"""The reference solutions of all assignments, as an untouched answer cell calls them: `solutions.NAME(...)`.

Each assignment has a module or package of its own here. In the bundle that students get there is only that one, under
the name `solutions`; in this repository all of them are asked.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType
from typing import Any


def __getattr__(name: str) -> Any:
    """The function of that name, of the one assignment that has it."""
    if name.startswith("__"):
        raise AttributeError(name)
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    owners = [module for module in modules if name in _exports(module)]
    if len(owners) > 1:
        places = " and ".join(module.__name__ for module in owners)
        raise ImportError(f"`{name}` is in {places}: say which, as in `from {owners[0].__name__} import {name}`.")
    if not owners:
        raise AttributeError(f"no assignment has a reference of the name `{name}`")
    return getattr(owners[0], name)


def _exports(module: ModuleType) -> Iterable[str]:
    """The names that a module offers: its `__all__`, or all functions and classes of its own."""
    own = (name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__)
    return module.__all__ if hasattr(module, "__all__") else own
