"""The house is in order: the environment files agree, no file points at a machine, layers do not import upwards."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import nbformat
import yaml
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
CONDA_NAMES = {"msgpack": "msgpack-python"}  # what conda-forge calls it

# Who may import whom: a room imports only from those that it needs to be explained by. `.` is the files beside them.
ROOMS = {
    ".": set(),
    "kit": {"."},
    "handed_in": {".", "kit"},
    "testing": {"."},
    "box": {".", "kit"},
    "examine": {".", "kit", "handed_in", "testing", "box"},
    "doctor": {".", "kit", "testing", "box", "examine"},
    "pages": {"."},
    "gradebook": {".", "kit", "handed_in", "examine", "pages"},
    "lms": {".", "kit", "handed_in"},
    "course": {".", "kit", "handed_in", "examine", "pages", "gradebook"},
    "authoring": {".", "kit", "handed_in", "testing", "box", "examine", "pages", "gradebook", "lms", "course"},
}
COMMANDS = {"cli.py", "options.py", "__main__.py", "nbgrader_course.py"}  # these may import from all rooms
# Two ways lead from room to room that are no imports: a process of ours is started by the name of its program.
STARTED = {"examine/pool.py": "grader.examine.examiner", "box/isolation.py": "inside.zygote"}
WITHOUT_RBM = re.compile(r"\b(rbm|gibbs|sigmoid|digits?|784)\b", re.IGNORECASE)


def requirement(line):
    """(name, bounds) of one requirement."""
    match = re.match(r"([A-Za-z0-9_.-]+)\s*([^;]*)", line)
    return match[1].lower(), match[2].strip()


def test_conda_and_pip_ask_for_the_same():
    """environment.yml has each dependency of pyproject.toml with the same bounds, and nothing else."""
    wanted = dict(requirement(line) for line in PROJECT["dependencies"])
    wanted["python"] = PROJECT["requires-python"]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    plain = [line for line in environment if isinstance(line, str) and line != "pip"]
    from_pip = next(line["pip"] for line in environment if isinstance(line, dict))
    given = dict(requirement(line) for line in [*plain, *from_pip])
    assert given == {CONDA_NAMES.get(name, name): bounds for name, bounds in wanted.items()}


def test_constraints_pin_every_dependency():
    """constraints.txt says which version of each dependency was tested, within its bounds."""
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split())
    pinned = {name.lower(): version for name, version in pins.items()}
    for line in [*PROJECT["dependencies"], *(line for group in EXTRAS.values() for line in group)]:
        name, bounds = requirement(re.sub(r"\[.*\]", "", line))
        if name != PROJECT["name"]:
            assert SpecifierSet(bounds).contains(pinned[name]), f"{line}: {pinned[name]}"


def test_dependencies_are_bounded():
    """Each requirement has a lower and an upper bound."""
    for line in PROJECT["dependencies"]:
        assert ">=" in line and "<" in line, line


def test_notebooks_are_committed_without_outputs():
    """Source notebooks hold no outputs and no execution counts."""
    for path in ROOT.glob("notebooks/*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.get("outputs", []) == [] and cell.get("execution_count") is None, path


def modules():
    """The path of each module of the grader within it, outside of the box, with its syntax tree."""
    for path in sorted((ROOT / "grader").rglob("*.py")):
        place = path.relative_to(ROOT / "grader")
        if "inside" not in place.parts:
            yield place, ast.parse(path.read_text())


def room(parts):
    """The room of a module, by the parts of its name below `grader`."""
    return parts[0] if len(parts) > 1 else "."


def imported(place, tree):
    """The names below `grader` that a module imports from, deferred imports included, as tuples."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = place.parts[: len(place.parts) - node.level]
            target = (*base, *(node.module.split(".") if node.module else ()))
            yield from [target] if node.module else [(*target, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
            yield tuple(node.module.split(".")[1:])


def test_rooms_import_only_what_explains_them():
    """No room imports from one that is not listed for it, and no import leads back."""
    for place, tree in modules():
        if place.name in COMMANDS and len(place.parts) == 1:
            continue
        own = room(place.parts)
        others = {target[0] if (ROOT / "grader" / target[0]).is_dir() else "." for target in imported(place, tree)}
        assert others - {own} <= ROOMS[own], f"{place} imports from {others - {own} - ROOMS[own]}"


def test_rooms_have_an_order():
    """A room explains only those that come after it."""
    seen = set()
    for name, explained_by in ROOMS.items():
        assert explained_by <= seen, name
        seen.add(name)


def test_no_module_imports_itself_in_a_circle():
    """Modules have an order too, deferred imports included."""
    graph = {}
    for place, tree in modules():
        name = place.with_suffix("").parts
        graph[name] = {target for target in imported(place, tree) if target != name}
    order = TopologicalSorter({name: {t for t in targets if t in graph} for name, targets in graph.items()})
    order.prepare()  # raises CycleError


def test_two_programs_are_started_by_name():
    """The arrows from process to process, which no import shows, are these two."""
    for place, tree in modules():
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)}
        programs = [name for name in STARTED.values() if any(name in text for text in texts if text not in docstrings)]
        assert programs == [name for start, name in STARTED.items() if start == str(place)], place


def test_only_the_gradebook_knows_nbgrader():
    """No other room imports nbgrader."""
    for place, tree in modules():
        names = {
            name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
            if isinstance(node, ast.Import) or not node.level
        }
        assert "nbgrader" not in names or place.parts[0] == "gradebook", place


def test_the_grader_knows_no_rbm():
    """What RBMs need lies in the kit; the grader says such words only in examples of help texts."""
    for path in sorted((ROOT / "grader").rglob("*")):
        if path.suffix in (".py", ".html", ".css") and "_kit" not in path.parts:
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                if WITHOUT_RBM.search(line):
                    assert "for example" in line or "example" in line, f"{path}:{number}: {line}"


def test_box_imports_nothing_of_the_grader():
    """What runs inside the box needs no other file of the kit."""
    for path in (ROOT / "grader" / "box" / "inside").glob("*.py"):
        assert not re.search(r"^\s*(from|import) (grader|solutions|\.\.)", path.read_text(), re.M), path
