"""Which kit a command uses. A kit is code that runs outside the box, so none is ever picked up unseen.

1. The one that the course folder records: what was released into it came from there.
2. The one that `--kit` names.
3. The nearest folder above the *current* one that is a kit; it is named to the user, and never a hand-in.
4. The one that came with the grader.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..files import write
from .kit import Kit, carried, is_kit, kit_at

_RECORD = "kit.json"
_CARRIED = "carried by the grader"


@dataclass(frozen=True)
class Found:
    """A kit, and whether it was only found by search."""

    kit: Kit
    by_search: bool = False


def find_kit(wanted: Path | None = None, course: Path | None = None, notebook: Path | None = None) -> Found:
    """The kit for a command on that course folder, or on that notebook. Raises InputError."""
    recorded = recorded_kit(course) if course else None
    if recorded and wanted and kit_at(wanted).root != recorded.root:
        raise InputError(
            f"{course} belongs to the kit {recorded.root}, and --kit names {wanted}. Leave out --kit, or release into "
            "this folder from the other kit: grader release ASSIGNMENT --kit DIR"
        )
    if recorded:
        return Found(recorded)
    if wanted:
        return Found(kit_at(wanted))
    here = Path.cwd().resolve()
    beside = notebook.resolve().parent if notebook else None
    for folder in (here, *here.parents):
        if is_kit(folder) and "submitted" not in folder.parts and folder != beside:
            return Found(kit_at(folder), by_search=True)
    return Found(carried())


def recorded_kit(course: Path) -> Kit | None:
    """The kit that was released into a course folder; None if nothing was, or before kits were recorded."""
    try:
        place = json.loads((course / _RECORD).read_text(encoding="utf-8"))["kit"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{course / _RECORD} is damaged; release again, with --kit DIR.") from None
    if place == _CARRIED:
        return carried()
    root = Path(os.path.abspath(course / str(place)))
    if not is_kit(root):
        raise InputError(
            f"{course} belongs to the kit {root}, which is not there any more. If it was moved, release from its new "
            "place: grader release ASSIGNMENT --kit DIR"
        )
    return kit_at(root)


def record_kit(course: Path, kit: Kit) -> None:
    """Note in a course folder which kit it belongs to: relative to it, so that both can be moved together."""
    place = _CARRIED if kit == carried() else os.path.relpath(kit.root, course)
    write(course / _RECORD, json.dumps({"kit": place}) + "\n")
