"""The hidden tests keep the rules of the house: points add up, every test explains itself, the error rate is stated."""

import json
import subprocess
import sys

import pytest
from kits import KIT, ROOT, load

from grader.authoring.validate import validate
from grader.examine.examination import run_test
from grader.examine.inspection import inspect
from grader.examine.plugin import run_plugin

GRADED = [name for name in KIT.assignments() if any((KIT.hidden(name)).glob("test_*.py"))]


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The hidden tests of every assignment, as the grader collects them (in a process of their own)."""
    program = (
        "import json, sys\n"
        "from grader.kit.kit import carried\n"
        "from grader.examine.plugin import run_plugin\n"
        "def work(plugin):\n"
        "    tests = [[t.part, t.id, t.title, t.points, t.hint, t.false_alarm, t.item.function.__doc__]\n"
        "             for t in plugin.tests]\n"
        "    json.dump([tests, plugin.titles], open(sys.argv[2], 'w'))\n"
        "run_plugin(carried().hidden(sys.argv[1]), work)\n"
    )
    found = {}
    for name in GRADED:
        file = tmp_path_factory.mktemp(name) / "tests.json"
        subprocess.run([sys.executable, "-c", program, name, file], check=True, stdout=subprocess.DEVNULL)
        found[name] = json.loads(file.read_text())
    return found


@pytest.mark.parametrize("name", GRADED)
def test_points_add_up_to_those_of_the_notebook(collected, name):
    """The tests of each part are worth what the test cell of the notebook says."""
    tests, _ = collected[name]
    for part in load(name).parts:
        assert sum(points for in_part, _, _, points, *_ in tests if in_part == part.id) == part.points


@pytest.mark.parametrize("name", GRADED)
def test_every_part_has_several_tests(collected, name):
    """Partial credit: at least three tests a part, four for `rbm`, and none without points."""
    tests, _ = collected[name]
    for part in load(name).parts:
        points = [points for in_part, _, _, points, *_ in tests if in_part == part.id]
        assert len(points) >= (4 if name == "rbm" else 3) and min(points) > 0


@pytest.mark.parametrize("name", GRADED)
def test_every_test_explains_itself(collected, name):
    """A title of one sentence and a hint for each test, a title for each part, no name twice."""
    tests, titles = collected[name]
    for _, test, title, _, hint, _, docstring in tests:
        assert title and docstring and len(docstring.strip().splitlines()) == 1, test
        assert hint.endswith((".", "?")), test
    assert set(titles) == {part.id for part in load(name).parts}
    assert len({(part, test) for part, test, *_ in tests}) == len(tests)


@pytest.mark.parametrize("name", GRADED)
def test_a_right_answer_fails_less_than_once_in_a_million(collected, name):
    """The false-alarm probabilities that the tests state, added up over one submission."""
    tests, _ = collected[name]
    stated = [false_alarm for *_, false_alarm, _ in tests]
    assert all(0 <= probability < 1e-6 for probability in stated)
    assert sum(stated) < 1e-6


@pytest.mark.parametrize("name", GRADED)
def test_text_asks_for_what_is_tested(name):
    """Each test quotes words that the notebook really has."""
    checks = validate(load(name), 1, run_notebook=False)
    check = next(check for check in checks if check.name == "The text asks for what is tested")
    assert check.holds, "\n".join(check.complaints)


@pytest.mark.parametrize("name", GRADED)
def test_docs_list_what_the_text_asks(name):
    """docs/grading.md has one row for each hidden test, with the words of the notebook, in the order of the parts."""
    parts = [part.id for part in load(name).parts]
    tests = sorted(inspect(load(name)).tests, key=lambda test: parts.index(test.part))
    cells = [[test.part, test.title, f"{test.points:g}", test.asked_by] for test in tests]
    rows = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
    section = (ROOT / "docs" / "grading.md").read_text().split("\n## What the text asks")[1]
    part_of_it = section.split(f"\n### `{name}`\n")[1].split("\n#")[0]
    table = [line for line in part_of_it.splitlines() if line.startswith("| ")][1:]
    assert table == rows, "the table should be:\n" + "\n".join(rows)


def test_collection_finds_nothing_where_there_is_nothing(tmp_path):
    """An assignment without hidden tests is no crash of pytest."""
    seen = []
    run_plugin(tmp_path, lambda plugin: seen.append(plugin.tests))
    assert seen == [[]]


FIXTURES = """
import pytest

@pytest.fixture
def twice(student):
    yield 2 * student.n
    student.closed += 1

@pytest.mark.parametrize("k", [2, 3])
def test_with_fixtures(student, twice, k):
    assert twice == k

def test_plain(student):
    assert student.n == 1
"""


class Numbered:
    """Stands for a student: all that a test sees of it is a number."""

    def __init__(self, n):
        self.n, self.closed = n, 0

    def close(self):
        self.closed += 10


def test_hidden_tests_are_plain_pytest_functions(tmp_path):
    """Fixtures and parameters work, and each submission gets fresh fixtures, which are torn down."""
    (tmp_path / "test_part.py").write_text(FIXTURES)
    found = []

    def work(plugin):
        for n in (1, 2):
            for test in plugin.tests:
                student = Numbered(n)
                error = run_test(test, student)
                found.append((n, test.id, type(error).__name__, student.closed))

    run_plugin(tmp_path, work)
    assert found == [
        (1, "test_with_fixtures[2]", "NoneType", 11),
        (1, "test_with_fixtures[3]", "AssertionError", 11),
        (1, "test_plain", "NoneType", 10),
        (2, "test_with_fixtures[2]", "AssertionError", 11),
        (2, "test_with_fixtures[3]", "AssertionError", 11),
        (2, "test_plain", "AssertionError", 10),
    ]


def test_installed_plugins_leave_hidden_tests_alone(tmp_path, monkeypatch):
    """A plugin that happens to be installed changes nothing, unless the tests' own conftest.py names it."""
    information = tmp_path / "site" / "careless-1.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Name: careless\nVersion: 1\n")
    (information / "entry_points.txt").write_text("[pytest11]\ncareless = careless\n")
    (tmp_path / "site" / "careless.py").write_text("def pytest_collection_modifyitems(items):\n    items.reverse()\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "test_order.py").write_text("def test_a(student): pass\ndef test_b(student): pass\n")
    found = []

    def work(plugin):
        found.append([test.id for test in plugin.tests])

    run_plugin(hidden, work)
    (hidden / "conftest.py").write_text("pytest_plugins = ['careless']\n")
    run_plugin(hidden, work)
    assert found == [["test_a", "test_b"], ["test_b", "test_a"]]
