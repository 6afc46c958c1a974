"""Libraries that take long to import, and that few notebooks need: a box imports one when the first of them comes."""

from __future__ import annotations

from collections.abc import Iterable

RARE = ("scipy.special", "scipy.stats")  # each imports the ones before it


def count_named(sources: Iterable[str]) -> int:
    """How many of them the cells of a notebook seem to import."""
    text = "\n".join(sources)
    named = [place for place, name in enumerate(RARE, start=1) if all(word in text for word in name.split("."))]
    return max(named, default=0)


def names(count: int) -> tuple[str, ...]:
    """The names of so many."""
    return RARE[:count]
