"""What the names of a student's notebook mean: which function is the one of a name, and letting it be another one."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any

Function = Callable[..., Any]
Names = dict[str, Any]
Args = tuple[Any, ...]


def find(names: Names, name: str) -> Function | None:
    """The student's function of that name: a global, or else an attribute of a class or object that they made."""
    found: Function | None = names.get(name)
    if callable(found):
        return found
    for holder in list(names.values()):
        method: Function | None = getattr(holder, name, None) if type(holder).__module__ == "__main__" else None
        if callable(method):
            return method
    for holder in list(names.values()):
        if isinstance(holder, type) and holder.__module__ == "__main__" and name in vars(holder):
            return _from_class(holder, name)
    return None


def _from_class(holder: type, name: str) -> Function | None:
    function: Function = getattr(holder, name)
    if not _takes_self(vars(holder)[name]):
        return function if callable(function) else None
    try:
        bound: Function = getattr(holder(), name)
        return bound
    except Exception:  # it needs arguments that we cannot know
        return None


def _takes_self(attribute: Any) -> bool:
    return isinstance(attribute, FunctionType) and next(iter(inspect.signature(attribute).parameters), "") == "self"


def rebind(names: Names, name: str, proxy: Function) -> None:
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


def like(names: Names, name: str) -> list[str]:
    """The student's own functions whose names are nearly that one."""
    own = [key for key, value in names.items() if inspect.isfunction(value) and value.__module__ == "__main__"]
    return difflib.get_close_matches(name, own, cutoff=0.75)


def in_order(function: Function | None, args: Args, kwargs: Names) -> tuple[Args, Names]:
    """Keywords as positional arguments, in the order of that function."""
    if not kwargs or function is None:
        return args, kwargs
    bound = inspect.signature(function).bind(*args, **kwargs)
    return bound.args, bound.kwargs


def by_name_or_place(function: Function, args: list[Any], kwargs: Names) -> tuple[list[Any], Names]:
    """Keywords by name where the function has all these names, by position otherwise: names are free."""
    if not kwargs:
        return args, kwargs
    try:
        by_name = set(kwargs) <= set(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # builtins without a signature
        by_name = False
    return (args, kwargs) if by_name else ([*args, *kwargs.values()], {})
