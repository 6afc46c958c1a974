"""Which layout a folder or .zip has, and whose each file in it is: no student's files may decide that for the others.

A layout is taken only if it explains every name at one depth of the tree: below the folders around everything. What a
student hands in lies deeper, or at the end of a name that the system began.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..errors import InputError
from .archive import Entry
from .layouts import NOBODY, OTHER_STEPS, PLAIN, HandIn, Layout


@dataclass(frozen=True)
class Reading:
    """What one layout makes of the files."""

    layout: Layout
    hand_ins: list[HandIn]
    left: list[Entry]  # files that belong to no student
    strange: list[str]  # names at the depth of the students that this layout does not explain
    known: int  # names there that it does explain

    @property
    def students(self) -> set[str]:
        return {hand_in.student for hand_in in self.hand_ins}

    @property
    def owners(self) -> dict[int, str]:
        """The student of each file, by its entry."""
        return {id(hand_in.entry): hand_in.student for hand_in in self.hand_ins}


def recognised(entries: list[Entry], assignment: str, layouts: Iterable[Layout], chosen: str | None = None) -> Reading:
    """The reading that explains everything, or the best one of the layout that was chosen. Raises InputError.

    Plain folders explain everything; so they count only if no system's names are there for most.
    """
    around = _around(entries)
    plain = _read(PLAIN, entries, _unwrapped(entries, assignment), assignment)
    if chosen == PLAIN.key:
        return plain
    readings = [
        reading
        for layout in layouts
        if chosen in (None, layout.key)
        for depth in range(len(around) + 1)
        if (reading := _read(layout, entries, around[:depth], assignment)).hand_ins
        and (layout.within is None or around[:depth][-1:] == (layout.within,))
        and (depth == 0 or chosen or len(reading.students) > 1 or around[:depth] == (layout.within,))
    ]
    if chosen is not None:
        return max(readings, key=lambda reading: len(reading.hand_ins), default=replace(plain, hand_ins=[]))
    return _decided([each for each in readings if each.layout.by_names], readings, plain)


def _decided(systems: list[Reading], readings: list[Reading], plain: Reading) -> Reading:
    whole = [reading for reading in systems if not reading.strange]
    if whole:
        if any(reading.owners != whole[0].owners for reading in whole[1:]):
            raise _contradiction(whole)
        return whole[0]
    if systems and 2 * sum(reading.known for reading in systems) > max(each.known for each in [*systems, plain]):
        raise _contradiction([*systems, plain])
    for reading in readings:
        if 2 * len(reading.students) > len(plain.students - OTHER_STEPS):
            if reading.strange:
                raise _contradiction([reading, plain])
            return reading
    return plain


def _contradiction(readings: Sequence[Reading]) -> InputError:
    seen = "; ".join(_seen(reading) for reading in readings)
    keys = ", ".join(dict.fromkeys(reading.layout.key for reading in readings))
    return InputError(
        f"This can be read in several ways: {seen}. Say which one is meant with --layout (one of: {keys})."
    )


def _seen(reading: Reading) -> str:
    example = "/".join(reading.hand_ins[0].entry.parts)
    strange = f", but not {_list(reading.strange)}" if reading.strange else ""
    return f"{reading.layout.name}, {len(reading.students)} students, for example {example!r}{strange}"


def _list(names: list[str]) -> str:
    return ", ".join(map(repr, names[:3])) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _around(entries: list[Entry]) -> tuple[str, ...]:
    """The folders around everything: what all paths begin with, but for what nobody handed in."""
    paths = [entry.parts[:-1] for entry in entries if not entry.refused and not _beside(entry)]
    if not paths:
        return ()
    first, last = min(paths), max(paths)
    same = [one == other for one, other in zip(first, last, strict=False)]
    return first[: same.index(False)] if False in same else first[: len(same)]


def _beside(entry: Entry) -> bool:
    """Whether a file can be no student's: nbgrader's other folders, and what is no notebook and in no folder."""
    return entry.parts[0] in OTHER_STEPS or (len(entry.parts) == 1 and PLAIN.whose(entry, "") is None)


def _unwrapped(entries: list[Entry], assignment: str) -> tuple[str, ...]:
    """The one folder around everything: archives are often made of a whole folder.

    Unless that is the folder of the only student: in it lies a notebook of the assignment's own name.
    """
    within = {entry.parts[1] for entry in entries if len(entry.parts) > 1}
    if len(within) < 2 or len({entry.parts[0] for entry in entries}) > 1 or f"{assignment}.ipynb" in within:
        return ()
    return entries[0].parts[:1]


def _read(layout: Layout, entries: list[Entry], around: tuple[str, ...], assignment: str) -> Reading:
    hand_ins: list[HandIn] = []
    left: list[Entry] = []
    known: set[str] = set()
    strange: dict[str, None] = {}  # in the order of the files
    for entry in entries:
        below = _below(entry, around)
        found = layout.whose(below, assignment) if below else None
        if isinstance(found, HandIn):
            hand_ins.append(replace(found, entry=entry))
            known.add(below.parts[0] if below else "")
            continue
        left.append(entry)
        if found != NOBODY and not entry.refused and not _beside(below or entry):
            strange[below.parts[0] if below else entry.parts[0]] = None
    hand_ins, doubles = _without_doubles(hand_ins)
    refused = _refused(layout, [entry for entry in left if entry.refused], hand_ins, assignment)
    taken = {id(each.entry) for each in refused}
    left = [entry for entry in [*left, *doubles] if id(entry) not in taken]
    return Reading(layout, [*hand_ins, *refused], left, list(strange), len(known))


def _below(entry: Entry, around: tuple[str, ...]) -> Entry | None:
    depth = len(around)
    if entry.parts[:depth] != around or len(entry.parts) == depth:
        return None
    return replace(entry, parts=entry.parts[depth:]) if depth else entry


def _without_doubles(hand_ins: list[HandIn]) -> tuple[list[HandIn], list[Entry]]:
    """Each folder's files of one name only, that of the folder itself; and the files of others that became like it."""
    names: dict[str, set[str]] = {}
    for each in hand_ins:
        names.setdefault(each.student, set()).add(each.named)
    kept = [each for each in hand_ins if len(names[each.student]) == 1 or each.named == each.student]
    same = {id(each) for each in kept}
    doubles = [
        replace(each.entry, refused=f"has nearly the name of {each.student}")
        for each in hand_ins
        if id(each) not in same
    ]
    return kept, doubles


def _refused(layout: Layout, entries: list[Entry], hand_ins: list[HandIn], assignment: str) -> list[HandIn]:
    """Files that are never read, such as those whose path leads out, with a student's name anywhere in it.

    They put that student into the class, unless the student is there already.
    """
    known = {each.student for each in hand_ins}
    found = []
    for entry in entries:
        for depth in range(len(entry.parts)) if layout.by_names else ():
            whose = layout.whose(replace(entry, parts=entry.parts[depth:]), assignment)
            if isinstance(whose, HandIn):
                found += [replace(whose, entry=entry)] if whose.student not in known else []
                break
    return found
