"""An LMS's table of grades: read, and written back with nothing changed but grades.

The tables differ in columns, languages and number formats, and an LMS refuses one that is not as it made it. So columns
are found by what is in them: a student's row by the number that the LMS put into the name of the hand-in, or by the
student's name itself.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..errors import InputError


@dataclass(frozen=True)
class Table:
    """The cells, and what else an LMS expects to find as it was. The first row is the header."""

    rows: list[list[str]]  # all of one width
    delimiter: str
    line_end: str
    mark: bytes  # the byte order mark, if there is one

    @property
    def header(self) -> list[str]:
        """The names of the columns; one may be empty."""
        return [cell.strip() for cell in self.rows[0]]

    def cell(self, row: int, column: int) -> str:
        """A cell without the blanks around it."""
        return self.rows[row][column].strip()

    def filled(self, column: int, cells: Mapping[int, str]) -> bytes:
        """The file with these cells, by row, in that column."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, delimiter=self.delimiter, lineterminator=self.line_end)
        for number, row in enumerate(self.rows):
            writer.writerow([*row[:column], cells.get(number, row[column]), *row[column + 1 :]])
        return self.mark + stream.getvalue().encode()


def read_table(content: bytes) -> Table:
    """The table in these bytes. Raises InputError."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        text = content[len(mark) :].decode()
    except UnicodeDecodeError:
        raise InputError("it is not UTF-8; download it again, and do not save it with a spreadsheet.") from None
    delimiter, rows = _parsed(text)
    if len(rows) < 2 or len(rows[0]) < 2:
        raise InputError("it is no table with a header and students.")
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return Table(rows, delimiter, "\r\n" if "\r\n" in text else "\n", mark)


def _parsed(text: str) -> tuple[str, list[list[str]]]:
    """The delimiter, which is the one that makes most of the header, and the rows."""

    def split(delimiter: str) -> list[list[str]]:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]

    try:
        return max(((each, split(each)) for each in ",;\t"), key=lambda found: len(found[1][0]) if found[1] else 0)
    except csv.Error as error:
        raise InputError(f"it is no table that could be read ({error}).") from None


@dataclass(frozen=True)
class Students:
    """Which row is which student's, and the column that tells."""

    by_row: dict[int, str]
    column: int


def find_students(table: Table, names: Iterable[str]) -> Students:
    """The rows of these students, by the column in which most of them are found, each once. Raises InputError."""
    by_key = {name: name for name in names}
    by_key |= {number[1]: name for name in by_key if (number := re.search(r"_(\d+)$", name))}
    best = Students({}, 0)
    for column in range(len(table.header)):
        keys = {row: _key(table.rows[row][column], by_key) for row in range(1, len(table.rows))}
        found = {row: by_key[key] for row, key in keys.items() if key in by_key}
        if len(found) > len(best.by_row) and len(set(found.values())) == len(found):
            best = Students(found, column)
    if not best.by_row:
        raise InputError(
            "no row belongs to a student of this course: none has a name from `submitted/`, or the number at its end."
        )
    return best


def _key(cell: str, known: Mapping[str, str]) -> str:
    """The name in a cell, or its number: Moodle says "Participant 4711" in the language of the site."""
    number = re.fullmatch(r"\s*(?:\D*\s)?(\d+)\s*", cell)
    return number[1] if number and cell not in known else cell.strip()


def number(cell: str) -> float | None:
    """A number as an LMS writes it, with a point or a comma."""
    return float(cell.replace(",", ".")) if re.fullmatch(r"\d+([.,]\d+)?", cell) else None


def written(points: float, like: str) -> str:
    """A grade of two decimals at most, with a comma if the table has one in a number like it."""
    grade = f"{points:.2f}".rstrip("0").rstrip(".")
    return grade.replace(".", ",") if "," in like else grade
