"""Sample submissions kept as small text files: what one student changed in an assignment's notebook.

    '''One sentence: what this student did.'''      (in double quotes)
    # part: sample                     the part that must lose points       (both or neither)
    # mistake: off-by-one              the name of the mistake
    # others: untouched                answer cells not mentioned stay as released
    # %% sample                        the new source of an answer cell
    # %% before sample                 an extra cell next to an answer cell; also `after`
    # %% top                           an extra cell before all others; also `end`

The files are read as text, never imported: a cell may hold magics or broken code.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

TITLE = re.compile(r'"""(.+)"""\s*')
HEADER = re.compile(r"# (part|mistake|others): (\S+)\s*")
MARK = re.compile(r"# %% (?:(before|after) )?([\w-]+)\s*")


class CaseError(ValueError):
    """A case file that cannot be read; the message starts with its path and line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True)
class CaseCell:
    """The source of one cell and its place: answer, before, after (these three with a part), top or end."""

    place: str
    part: str | None
    source: str
    line: int


@dataclass(frozen=True)
class Case:
    """One invented student: `part` and `mistake` are None in a right one, `others` is plain or untouched."""

    name: str
    title: str
    part: str | None
    mistake: str | None
    others: str
    cells: tuple[CaseCell, ...]
    path: Path


def cases(folder: Path) -> list[Case]:
    """Every case of a folder, in the order of the file names."""
    return [read_case(path) for path in sorted(Path(folder).glob("*.py"), key=lambda path: path.stem)]


def read_case(path: Path) -> Case:
    """The case that a file describes. Raises CaseError with file and line."""
    path = Path(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    marks = [number for number, line in enumerate(lines) if line.startswith("# %%")]
    if not marks:
        raise CaseError(path, len(lines) or 1, "expected at least one cell, such as `# %% top`")
    title = TITLE.fullmatch(lines[0])
    if title is None:
        raise CaseError(path, 1, 'expected one sentence in """...""" on the first line')
    headers = _headers(path, lines[: marks[0]])
    ends = [*marks[1:], len(lines)]
    cells = [_cell(path, start + 1, lines[start:end]) for start, end in zip(marks, ends, strict=True)]
    _refuse_second_answer(path, cells)
    return Case(
        name=path.stem,
        title=title[1],
        part=headers.get("part"),
        mistake=headers.get("mistake"),
        others=headers.get("others", "plain"),
        cells=tuple(cells),
        path=path,
    )


def _headers(path: Path, lines: list[str]) -> dict[str, str]:
    """Header names to values."""
    headers = {}
    for number, line in enumerate(lines[1:], start=2):
        match = HEADER.fullmatch(line)
        if match:
            headers[match[1]] = match[2]
        elif line.strip():
            raise CaseError(path, number, "expected `# part: ...`, `# mistake: ...`, `# others: ...` or a cell")
    if ("part" in headers) != ("mistake" in headers):
        raise CaseError(path, 1, "`# part:` and `# mistake:` come together; add the other one")
    if headers.get("others", "untouched") != "untouched":
        raise CaseError(path, 1, f"`# others:` can only be untouched, not {headers['others']}")
    return headers


def _cell(path: Path, number: int, lines: list[str]) -> CaseCell:
    """The cell under one `# %%` line."""
    match = MARK.fullmatch(lines[0])
    if match is None:
        raise CaseError(path, number, "expected `# %% ` and a part, `before PART`, `after PART`, `top` or `end`")
    beside, name = match.groups()
    source = "\n".join(lines[1:]).strip("\n")
    if beside is None and name in ("top", "end"):
        return CaseCell(name, None, source, number)
    return CaseCell(beside or "answer", name, source, number)


def _refuse_second_answer(path: Path, cells: list[CaseCell]) -> None:
    """A second source for one answer cell would silently win."""
    seen = set()
    for cell in cells:
        if cell.place == "answer" and cell.part in seen:
            raise CaseError(path, cell.line, f"the answer cell {cell.part} is given twice; remove one")
        if cell.place == "answer":
            seen.add(cell.part)


def as_notebook(case: Case, source: NotebookNode, plain: Case) -> NotebookNode:
    """A copy of the notebook `source` as this student hands it in; `plain` answers what the case does not."""
    _check_parts(case, [part_of(cell) for cell in source.cells])
    answers = {} if case.others == "untouched" else _answers(plain)
    answers |= _answers(case)
    notebook = deepcopy(source)
    notebook.cells = _extra(case, "top")
    for cell in deepcopy(source.cells):
        part = part_of(cell)
        cell.source = answers.get(part, cell.source)
        notebook.cells += [*_extra(case, "before", part), cell, *_extra(case, "after", part)]
    notebook.cells += _extra(case, "end")
    return notebook


def part_of(cell: NotebookNode) -> str | None:
    """The part that an nbgrader answer cell answers, or None for another cell."""
    marks = cell.metadata.get("nbgrader", {})
    return marks.get("grade_id") if cell.cell_type == "code" and marks.get("solution") else None


def _check_parts(case: Case, parts: list[str | None]) -> None:
    known = [part for part in parts if part]
    for cell in case.cells:
        if cell.part and cell.part not in known:
            message = f"the notebook has no answer cell {cell.part}; it has {', '.join(known)}"
            raise CaseError(case.path, cell.line, message)


def _answers(case: Case) -> dict[str | None, str]:
    """Parts to the sources of their answer cells."""
    return {cell.part: cell.source for cell in case.cells if cell.place == "answer"}


def _extra(case: Case, place: str, part: str | None = None) -> list[NotebookNode]:
    """The new cells at one place, without any nbgrader metadata; ids are stable from run to run."""
    return [
        new_code_cell(cell.source, id=f"line-{cell.line}")
        for cell in case.cells
        if (cell.place, cell.part) == (place, part)
    ]
