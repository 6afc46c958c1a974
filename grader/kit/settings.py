"""The table [tool.grader] of a kit's pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from ..errors import InputError


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one submission may use, in a box. Times in seconds, sizes in bytes."""

    statement_seconds: float = 3.0  # wall time of one statement of a cell
    notebook_seconds: int = 20  # processor time of all cells together
    test_seconds: int = 4  # processor time of one hidden test
    submission_seconds: float = 300.0  # wall time of everything together
    patience: float = 3.0  # wall time allowed, as a multiple of processor time
    address_space: int = 4 * 2**30  # of each process
    memory: int = 2 * 2**30  # of all processes together
    tasks: int = 64  # processes and threads
    disk: int = 64 * 2**20


class AssignmentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[tool.grader.assignments.NAME]: what holds for one assignment only. What is not said holds as for the kit."""

    title: str | None = None  # in place of the notebook's first heading
    ship_solutions: bool | None = None
    limits: Limits | None = None


class KitSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[tool.grader]."""

    demo: str | None = None  # the assignment of `grader demo`
    ship_solutions: bool = False  # whether students get the references
    student_packages: tuple[str, ...] = ("jupyter", "numpy", "matplotlib")  # what students install
    limits: Limits = Limits()
    assignments: dict[str, AssignmentSettings] = {}

    def of(self, assignment: str) -> AssignmentSettings:
        """The settings of one assignment, all of them filled in but for the title."""
        own = self.assignments.get(assignment, AssignmentSettings())
        return AssignmentSettings(
            title=own.title,
            ship_solutions=self.ship_solutions if own.ship_solutions is None else own.ship_solutions,
            limits=own.limits or self.limits,
        )


def read_settings(path: Path) -> KitSettings:
    """The settings in that pyproject.toml. Raises InputError with the key that is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("grader", {})
        msgspec.convert(table, KitSettings)  # as it stands, so that a message names what the file says
        return msgspec.convert(_with_limits_of_the_kit(table), KitSettings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as TOML: {error}.") from None
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: in [tool.grader], {error}.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from None


def _with_limits_of_the_kit(table: dict[str, Any]) -> dict[str, Any]:
    """The same settings, in which the limits of an assignment say all that those of the kit say and they do not."""
    usual = table.get("limits", {})
    assignments = {
        name: {**own, "limits": {**usual, **own["limits"]}} if "limits" in own else own
        for name, own in table.get("assignments", {}).items()
    }
    return {**table, "assignments": assignments}
