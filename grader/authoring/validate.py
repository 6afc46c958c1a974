"""`grader validate`: a proof that an assignment can be trusted, made of gradings and not of promises."""

from __future__ import annotations

import ast
import json
import re
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ..examine.inspection import Inspection, inspect
from ..examine.pool import Examiners, unordered_map
from ..handed_in.notebook import as_submission
from ..kit.assignment import Assignment
from ..kit.cases import Case, as_notebook, cases, read_case
from ..kit.cells import text
from ..layout import Course
from ..records import PartResult, Report
from .reference_answer import with_reference

FALSE_ALARM = 1e-6  # of all tests of one submission together


@dataclass(frozen=True)
class Check:
    """One line of the proof: what was looked at, whether it holds, and what there is to say about it."""

    name: str
    holds: bool
    found: str = ""  # in a few words
    complaints: tuple[str, ...] = ()


def validate(assignment: Assignment, jobs: int, isolation: str = "auto", run_notebook: bool = True) -> Iterator[Check]:
    """The checks of an assignment, each as soon as it is made."""
    inspection = inspect(assignment)
    yield _of_complaints("The hidden tests can be used", inspection.problems, f"{len(inspection.tests)} tests")
    if inspection.problems:
        return  # without them nothing else means anything
    yield _names_agree(assignment)
    yield _text_says_what_tests_ask(assignment, inspection)
    yield _false_alarms(inspection)
    yield from _bundle(assignment, run_notebook)
    yield from _gradings(assignment, inspection, jobs, isolation)


def _of_complaints(name: str, complaints: Iterable[str], found: str = "") -> Check:
    complaints = tuple(complaints)
    return Check(name, not complaints, found, complaints)


# --- what needs no grading ---


def _names_agree(assignment: Assignment) -> Check:
    """Tests speak of the functions that answer cells define; that each has a reference was found before."""
    complaints = []
    for path in sorted(assignment.hidden.glob("test_*.py")):
        for name, line in _asked(ast.parse(path.read_text(encoding="utf-8"))):
            if name not in assignment.functions:
                complaints.append(f"{path}:{line}: asks for `{name}`, which no answer cell of the notebook defines.")
    return _of_complaints("Notebook, references and tests name the same functions", complaints)


def _asked(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The functions that a file of tests asks a student for, with the line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "student":
            continue
        name, place = node.func.attr, {"call": 0, "repeat": 1}.get(node.func.attr)
        if name == "replacing":
            yield from ((keyword.arg, node.lineno) for keyword in node.keywords if keyword.arg)
        elif place is not None:
            named = node.args[place] if len(node.args) > place else None
            if isinstance(named, ast.Constant) and isinstance(named.value, str):
                yield named.value, node.lineno
        elif name != "once":
            yield name, node.lineno


def _text_says_what_tests_ask(assignment: Assignment, inspection: Inspection) -> Check:
    """Each test quotes the sentence of the notebook that asks for what it tests."""
    cells = assignment.notebook["cells"]
    prose = _plain(" ".join(text(cell) for cell in cells if cell["cell_type"] == "markdown" or _is_stub(cell)))
    complaints = []
    for test in inspection.tests:
        if not test.asked_by:
            complaints.append(f"{test.place}: quote the sentence of the notebook with @pytest.mark.asked_by(...).")
        elif _plain(test.asked_by) not in prose:
            complaints.append(f"{test.place}: the notebook does not say “{test.asked_by}”.")
    return _of_complaints("The text asks for what is tested", complaints)


def _is_stub(cell: dict[str, object]) -> bool:
    return "solutions" in text(cell)


def _plain(words: str) -> str:
    """Words without line breaks and marks of comments, so that a quotation may be wrapped."""
    return " ".join(re.sub(r"[#*`\n]", " ", words).split())


def _false_alarms(inspection: Inspection) -> Check:
    stated = sum(test.false_alarm for test in inspection.tests)
    holds = stated < FALSE_ALARM
    complaint = (
        f"Together the tests fail a right answer with probability {stated:.1e}; keep that below {FALSE_ALARM:g}."
    )
    found = f"stated false alarms: {stated:.1e}"
    return Check("A right answer keeps its points", holds, found, () if holds else (complaint,))


# --- the bundle ---


def _bundle(assignment: Assignment, run_notebook: bool) -> Iterator[Check]:
    """What students get: nothing hidden is in it, and its notebook runs."""
    from ..gradebook.release import release  # imports nbgrader: only where it is needed

    with tempfile.TemporaryDirectory() as scratch:
        archive = release(assignment, Course(Path(scratch, "course")))
        with zipfile.ZipFile(archive) as bundle:
            bundle.extractall(Path(scratch, "student"))
        folder = Path(scratch, "student", assignment.id)
        yield _of_complaints("Nothing hidden is in the bundle", _leaks(assignment, Path(scratch, "student")))
        if run_notebook:
            yield _runs(folder / f"{assignment.id}.ipynb")


def _leaks(assignment: Assignment, folder: Path) -> Iterator[str]:
    """Lines of hidden tests, or of references that stay at home, in any file of the bundle."""
    secret = {path: _telling_lines(path) for path in sorted(assignment.hidden.rglob("*.py"))}
    if not assignment.settings.ship_solutions:
        reference = assignment.kit.references(assignment.id)
        files = sorted(reference.parent.rglob("*.py")) if reference.name == "__init__.py" else [reference]
        secret |= {path: _telling_lines(path) for path in files}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".ipynb", ".md", ".txt")):
        content = _shown(path)
        if "BEGIN HIDDEN TESTS" in content:
            yield f"{path.relative_to(folder)}: has a region of hidden tests."
        for source, lines in secret.items():
            shown = [line for line in lines if line in content]
            if len(shown) >= 3:  # one line may be everybody's
                yield f"{path.relative_to(folder)}: has lines of {source}, such as “{shown[0]}”."


def _telling_lines(path: Path) -> list[str]:
    """The lines of a file by which it would be known again."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if len(line) >= 40 and not line.startswith(("import ", "from ", "#"))]


def _shown(path: Path) -> str:
    """What a reader sees of a file: its text, or the cells of a notebook."""
    content = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".ipynb":
        return content
    return "\n".join(text(cell) for cell in json.loads(content)["cells"])


def _runs(path: Path) -> Check:
    """The untouched notebook runs from its first cell to its last."""
    from nbclient import NotebookClient  # starts a kernel: only where it is needed
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    started, name = time.monotonic(), "The untouched notebook runs from top to bottom"
    try:
        NotebookClient(notebook, timeout=None, resources={"metadata": {"path": path.parent}}).execute()
    except CellExecutionError as error:
        last = re.sub(r"\x1b\[[\d;]*m", "", str(error)).strip().splitlines()[-1]
        return Check(name, False, complaints=(f"{path.name} stopped with {last}",))
    return Check(name, True, f"{time.monotonic() - started:.0f} s")


# --- gradings ---


@dataclass(frozen=True)
class Graded:
    """A case of the bank, with its report."""

    case: Case
    report: Report

    @property
    def lost(self) -> list[PartResult]:
        """The parts in which points are missing."""
        return [part for part in self.report.parts if part.score < part.max_score]

    def complaint(self, words: str) -> str:
        """What is wrong, with the reasons that the report gives."""
        reasons = [f"{part.id}/{t.id}: {t.reason or part.reason}" for part in self.lost for t in part.tests if t.reason]
        return f"{self.case.path.name}: {words}" + "".join(f"\n    {reason}" for reason in reasons[:3])


def _gradings(assignment: Assignment, inspection: Inspection, jobs: int, isolation: str) -> Iterator[Check]:
    """What is graded: the release, the reference, and every case of the bank."""
    source = nbformat.read(assignment.path, as_version=4)
    bank = assignment.kit.bank(assignment.id)
    with Examiners(assignment, isolation) as examiners:

        def graded(name: str, notebook: nbformat.NotebookNode) -> Report:
            return examiners.examine(as_submission(assignment, name, notebook))

        untouched = graded("untouched", source)
        earned = [f"{part.id} earns {part.score:g} points." for part in untouched.parts if part.score]
        yield _of_complaints("The untouched notebook earns nothing", earned)
        reference = graded("reference", with_reference(assignment, source))
        yield _of_complaints("The reference earns everything", _missing(reference))
        if not (bank / "plain.py").exists():
            missing = f"{bank / 'plain.py'} is missing: the right answers, in plain form."
            yield _of_complaints("There is a bank of answers", [missing])
            return
        plain = read_case(bank / "plain.py")
        report = graded("plain", as_notebook(plain, source, plain))
        yield _of_complaints("The plain answers earn everything", _missing(report))

        def of(case: Case) -> Graded:
            return Graded(case, graded(case.name, as_notebook(case, source, plain)))

        right = list(unordered_map(of, cases(bank / "correct"), jobs))
        complaints = [each.complaint("a right answer loses points") for each in right if each.lost]
        yield _of_complaints("Every right answer of the bank earns everything", complaints, f"{len(right)} answers")
        wrong = list(unordered_map(of, cases(bank / "wrong"), jobs))
        found = f"{len(wrong)} answers"
        yield _of_complaints("Every wrong answer loses points in its part only", _strays(wrong), found)
        yield _tests_that_never_fail(inspection, wrong)


def _missing(report: Report) -> Iterator[str]:
    for part in report.parts:
        for test in part.tests:
            if test.score < test.max_score:
                yield f"{part.id}/{test.id}: {test.outcome}: {test.reason or part.reason}"


def _strays(wrong: Iterable[Graded]) -> Iterator[str]:
    for each in wrong:
        lost = [part.id for part in each.lost]
        if each.case.part not in lost:
            yield each.complaint(f"passes `{each.case.part}` with all points")
        elif lost != [each.case.part]:
            others = ", ".join(name for name in lost if name != each.case.part)
            yield each.complaint(f"is wrong in `{each.case.part}` and loses points in {others} as well")


def _tests_that_never_fail(inspection: Inspection, wrong: Iterable[Graded]) -> Check:
    """A test that nothing in the bank fails may be unable to fail."""
    parts = [part for each in wrong for part in each.report.parts]
    failed = {(part.id, test.id) for part in parts for test in part.tests if test.score == 0}
    never = [test for test in inspection.tests if (test.part, test.id) not in failed]
    complaints = [f"{test.place}: `{test.id}` fails for no wrong answer; add one that it finds." for test in never]
    return _of_complaints("Every test fails for some wrong answer", complaints, f"{len(inspection.tests)} tests")


Told = Callable[[Check], None]
