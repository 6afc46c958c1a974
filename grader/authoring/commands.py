"""The commands of authors: `grader new` and `grader validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError
from ..kit.assignment import Assignment
from ..kit.kit import Kit, carried
from ..options import ALL_PROCESSORS, AssignmentName, Isolation, Jobs, KitFolder, chosen_kit, shown

if TYPE_CHECKING:
    from .new import Written
    from .validate import Check

COMPLAINTS = 20  # shown of one check

authors = typer.Typer()


@authors.command()
def new(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The new assignment.")] = None,
    part: Annotated[list[str] | None, typer.Option(metavar="PART", help="A part that it has; say it again.")] = None,
    course: Annotated[Path | None, typer.Option(metavar="DIR", help="Make a new kit, in this folder.")] = None,
    kit: KitFolder = None,
) -> None:
    """Write a small assignment that works, to be replaced line by line; with --course, a whole kit around it."""
    from .new import new_assignment, new_kit

    if course and kit:
        raise InputError("--course makes a new kit, and --kit names one that is there; leave out one of them.")
    if course:
        name = name or "first"
        _say_what_next(new_kit(course, name, part or ()), name)
    elif name:
        _say_what_next(new_assignment(_own_kit(kit), name, part or ()), name)
    else:
        raise InputError("Name the new assignment: grader new NAME; or make a new kit: grader new --course DIR")


def _own_kit(wanted: Path | None) -> Kit:
    """The kit that was named or lies around the current folder: not what the grader carries wherever it is used."""
    kit = chosen_kit(wanted)
    if wanted is None and kit == carried() and not Path.cwd().resolve().is_relative_to(kit.root):
        raise InputError("There is no kit here. Make one: grader new --course DIR")
    return kit


def _say_what_next(written: Written, name: str) -> None:
    root = shown(written.root.resolve())
    print("Wrote:" if root == "." else f"Wrote into {root}:")
    for file in written.files:
        print(f"  {file}")
    if written.left:
        print(f"There already, and left as it was: {', '.join(written.left)}")
    print("It is a small assignment that works: replace it line by line. To see where you are:")
    steps = {
        f"grader check notebooks/{name}/{name}.ipynb": "what a notebook earns, and why: this one nothing yet",
        f"grader validate {name}": "whether notebook, references, tests and sample answers fit together",
        f"grader release {name}": "the bundle for students",
    }
    if root != ".":
        print(f"  cd {root}")
    width = max(map(len, steps))
    for command, words in steps.items():
        print(f"  {command:{width}}  # {words}")


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
