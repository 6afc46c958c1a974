"""The house is in order: the environment files agree, no file points at a machine, layers do not import upwards."""

import ast
import re
import tomllib
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONDA_NAMES = {"msgpack": "msgpack-python"}  # what conda-forge calls it

# Who may import whom: each module imports only from the lines above its own.
LAYERS = [
    {"records", "assignment", "inside", "probes", "bounded"},
    {"notebook", "isolation", "render", "course", "cases", "progress", "checks"},
    {"box", "autograded", "fingerprint", "archive"},
    {"session"},
    {"student"},
    {"diagnosis", "plugin", "doctor"},
    {"examination"},
    {"examiner"},
    {"grading", "nbgrader_course"},
    {"gradebook"},
    {"preprocessors", "release", "single", "demo", "collect", "export"},
    {"classwork"},
    {"cluster"},
    {"cli"},
    {"__main__"},
]


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
    """constraints.txt says which version of each dependency was tested."""
    pinned = {line.split("==")[0].lower() for line in (ROOT / "constraints.txt").read_text().split()}
    extras = [line for group in PROJECT["optional-dependencies"].values() for line in group]
    missing = {requirement(line)[0] for line in [*PROJECT["dependencies"], *extras]} - pinned - {PROJECT["name"]}
    assert not missing


def test_dependencies_are_bounded():
    """Each requirement has a lower and an upper bound."""
    for line in PROJECT["dependencies"]:
        assert ">=" in line and "<" in line, line


def test_notebooks_are_committed_without_outputs():
    """Source notebooks hold no outputs and no execution counts."""
    for path in ROOT.glob("notebooks/*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.get("outputs", []) == [] and cell.get("execution_count") is None, path


def imports(path):
    """The modules of our package that a file imports, deferred imports included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]


def test_imports_point_one_way():
    """No module imports one of its own layer or of a later one."""
    for number, layer in enumerate(LAYERS):
        lower = set().union(*LAYERS[:number])
        for name in layer:
            path = ROOT / "grader" / f"{name}.py"
            if path.exists():
                assert set(imports(path)) <= lower, f"{name} imports {set(imports(path)) - lower}"


def test_every_module_has_a_layer():
    """A new module finds its place in the list above."""
    modules = {path.stem for path in (ROOT / "grader").glob("*.py")} - {"__init__"}
    assert modules <= set().union(*LAYERS)


def test_box_imports_nothing_of_the_grader():
    """What runs inside the box needs no other file of the kit."""
    for path in (ROOT / "grader" / "inside").glob("*.py"):
        assert not re.search(r"^\s*(from|import) (grader|solutions|\.\.)", path.read_text(), re.M), path
