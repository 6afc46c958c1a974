"""The commands of authors: `grader validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..kit.assignment import Assignment
from ..options import ALL_PROCESSORS, AssignmentName, Isolation, Jobs, KitFolder, chosen_kit

if TYPE_CHECKING:
    from .validate import Check

COMPLAINTS = 20  # shown of one check

authors = typer.Typer()


@authors.command()
def validate(
    assignment: AssignmentName,
    kit: KitFolder = None,
    jobs: Jobs = ALL_PROCESSORS,
    run_notebook: Annotated[bool, typer.Option(help="Run the untouched notebook from top to bottom.")] = True,
    isolation: Isolation = "auto",
) -> None:
    """Prove that an assignment can be trusted: its tests, its text, its bundle, and all answers of its bank."""
    from .validate import validate as checks

    found = Assignment.load(chosen_kit(kit), assignment)
    held = [_show(check) for check in checks(found, jobs, isolation, run_notebook)]
    if not all(held):
        raise typer.Exit(2)
    print(f"`{assignment}` holds in every line.")


def _show(check: Check) -> bool:
    """Print one line of a proof, with what is wrong; whether it holds."""
    print(f"{'✓' if check.holds else '✗'} {check.name}{f' ({check.found})' if check.found else ''}", flush=True)
    for complaint in check.complaints[:COMPLAINTS]:
        print(f"    {complaint}")
    if len(check.complaints) > COMPLAINTS:
        print(f"    and {len(check.complaints) - COMPLAINTS} more")
    return check.holds
