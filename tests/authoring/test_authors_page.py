"""docs/authors.md does what it says: its files and commands build a course and grade a class, its examples run."""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec
import nbformat
import numpy
import pytest
from kits import ROOT

import grader.testing
from grader.box.box import Box
from grader.box.isolation import Visible, choose
from grader.box.session import Program, Session
from grader.examine.plugin import MARKERS
from grader.examine.student import Student
from grader.kit.assignment import Assignment
from grader.kit.cases import read_case
from grader.kit.kit import kit_at
from grader.kit.settings import AssignmentSettings, KitSettings, Limits, read_settings

PAGE = ROOT / "docs" / "authors.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEAD = re.compile(r"`([\w./-]+)`(?:, (new )?cell `([\w-]+)`)?(?:, tag `(\w+)`)?:")


@dataclass(frozen=True)
class Block:
    """A fenced block of the page: the line that introduces it, its language, and what is in it."""

    lead: str
    language: str
    text: str


def section(title):
    """The text below a heading of the second level, up to the next one that does not stand in a block."""
    text = PAGE.read_text().partition(f"\n## {title}\n")[2]
    inside = [match.span() for match in FENCE.finditer(text)]
    ends = [match.start() for match in re.finditer(r"^## ", text, re.MULTILINE)]
    return text[: next((end for end in ends if not any(a < end < b for a, b in inside)), None)]


def blocks(text):
    """Its fenced blocks."""
    for match in FENCE.finditer(text):
        yield Block(text[: match.start()].rstrip().splitlines()[-1], match[1], match[2])


class Walk:
    """Somebody who does what the page says, in an empty folder."""

    def __init__(self, folder):
        self.folder, self.output = folder, ""

    def take(self, block):
        """One step: a command, what it has to print, or a file."""
        if block.language == "sh":
            self.run(block.text)
        elif block.language == "text":
            self.expect(block.text.splitlines())
        elif block.language != "console":  # that one is for people
            path, new, cell, tag = LEAD.fullmatch(block.lead).groups()
            if cell:
                self.write_cell(self.folder / path, cell, block, new, tag)
            else:
                self.write(self.folder / path, block.text)

    def run(self, commands):
        """Run commands as they would be typed, and stay in the folder to which they lead."""
        scripts = Path(sys.executable).parent
        environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}
        shell = ["bash", "-e", "-c", f"{commands}\npwd"]
        result = subprocess.run(shell, cwd=self.folder, env=environment, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr
        *lines, where = result.stdout.splitlines()
        self.folder, self.output = Path(where), "\n".join(lines)

    def expect(self, lines):
        """These are printed, in this order."""
        rest = self.output
        for line in lines:
            assert line in rest, f"not printed: {line}\n{self.output}"
            rest = rest.partition(line)[2]

    def write(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def write_cell(self, path, cell, block, new, tag):
        """Put the block into that cell of the notebook, or into a new one at the end."""
        notebook = nbformat.read(path, as_version=4)
        if new:
            notebook.cells.append(nbformat.v4.new_code_cell(id=cell, metadata={"tags": [tag]}))
        [found] = [each for each in notebook.cells if each.id == cell]
        assert (found.cell_type == "markdown") == (block.language == "markdown"), block
        found.source = block.text.rstrip("\n")
        nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit at the end of the hour: what the commands print and what the class earns was as the page says."""
    walk = Walk(tmp_path_factory.mktemp("author"))
    for block in blocks(section("An hour with k-means")):
        walk.take(block)
    return walk.folder


def test_page_leads_to_a_graded_class(kit):
    """Every step of the hour works, and prints what the page shows."""
    assert (kit / "course" / "grades" / "kmeans.csv").read_text().count("graded") == 3


@pytest.fixture(scope="module")
def student(kit, tmp_path_factory):
    """The plain answers of the bank in a sandbox, as a hidden test sees them."""
    assignment = Assignment.load(kit_at(kit), "kmeans")
    cells = [
        *assignment.opening,
        *(cell.source for cell in read_case(assignment.kit.bank("kmeans") / "plain.py").cells),
    ]
    box = Box(choose("auto", tmp_path_factory.mktemp("box")), Visible(), [], Limits())
    session = Session(box, Program(tuple(enumerate(cells, start=1)), assignment.functions))
    student = Student(session, {}, numpy.random.default_rng(0), 4)
    yield student
    student.close()
    session.close()
    box.close()


def test_examples_of_the_interface_run(student):
    """They follow each other like the cells of a notebook."""
    names = {name: getattr(grader.testing, name) for name in grader.testing.__all__}
    names |= {"student": student, "np": numpy, "pytest": pytest}
    for block in blocks(section("The interface on one page")):
        above = PAGE.read_text().partition(block.text)[0].count("\n")  # so that an error names the line of the page
        exec(compile("\n" * above + block.text, str(PAGE), "exec"), names)


def test_interface_is_complete():
    """Every public name of `grader.testing` has an example, and all that a `student` can be asked."""
    examples = "".join(block.text for block in blocks(section("The interface on one page")))
    of_student = [name for name in vars(grader.testing.Student) if not name.startswith("_")]
    missing = [name for name in grader.testing.__all__ if not re.search(rf"\b{name}\b", examples)]
    assert missing + [name for name in (*of_student, "rng") if f"student.{name}" not in examples] == []


def test_markers_and_settings_are_complete(tmp_path):
    """Every marker is in the table, and every setting in the example, with its usual value."""
    assert re.findall(r"^\| `(\w+)", section("Markers"), re.MULTILINE) == [
        re.match(r"\w+", text)[0] for text in MARKERS
    ]
    [block] = blocks(section("Settings"))
    table = tomllib.loads(block.text)["tool"]["grader"]
    assert table.keys() == set(KitSettings.__struct_fields__)
    assert table["assignments"]["kmeans"].keys() == set(AssignmentSettings.__struct_fields__)
    assert table["limits"] == msgspec.to_builtins(Limits())
    (tmp_path / "pyproject.toml").write_text(block.text)
    own = read_settings(tmp_path / "pyproject.toml").of("kmeans")
    assert own.limits == Limits(test_seconds=10)  # the others are those of the kit
