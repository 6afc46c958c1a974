"""The kit as it is installed: what pip finds for each Python, what the wheel holds, and that it works far from here.

The wheel is tried in a fresh environment and an empty folder. Its dependencies are links to those of this environment;
`make wheel-trial` installs them from PyPI instead.
"""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONSTRAINTS = ROOT / "constraints.txt"
FROM_PYPI = "WHEEL_TRIAL_FROM_PYPI"  # set: the trial installs the dependencies as a user would
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
CARRIED = ("notebooks", "solutions", "tests/hidden", "tests/submissions")
NOT_CARRIED = {"__pycache__", ".ipynb_checkpoints"}
NO_NETWORK = re.compile(r"connection broken|Failed to establish|Temporary failure|Name or service not known")


def run(*command, ok=(0,), **options):
    """Run a command; its output is shown if it ends with another code than expected."""
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    assert result.returncode in ok, f"{command} ended with {result.returncode}:\n{result.stdout}\n{result.stderr}"
    return result


def pip(*arguments, ok=(0,)):
    """Run this environment's pip."""
    return run(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, ok=ok)


def plain(name):
    """The one way to write a project's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(project):
    """All that pyproject.toml asks for, with every extra."""
    extras = [line for group in project["optional-dependencies"].values() for line in group]
    return [*project["dependencies"], *(line for line in extras if not line.startswith(project["name"]))]


@pytest.mark.parametrize("python", PYTHONS)
def test_constraints_serve_each_python(python, tmp_path):
    """From the first release of each Python on, pip finds a built package of each pinned version, and no other."""
    report = tmp_path / "report.json"
    target = ["--target", tmp_path / "target", "--implementation", "cp", "--python-version", python]
    quick = ["--quiet", "--dry-run", "--ignore-installed", "--only-binary=:all:", "--retries", "1", "--report", report]
    result = pip("install", *quick, *target, "-c", CONSTRAINTS, *requirements(PROJECT), ok=range(256))
    if result.returncode and NO_NETWORK.search(result.stderr):
        pytest.skip("PyPI cannot be reached")
    assert result.returncode == 0, result.stderr
    found = {plain(each["metadata"]["name"]) for each in json.loads(report.read_text())["install"]}
    pinned = {plain(line.split("==")[0]) for line in CONSTRAINTS.read_text().split()}
    assert found <= pinned, f"without a pin: {found - pinned}"


def build(source, target, kind):
    """Build the sdist or the wheel of a source tree; its path."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target, cwd=source)
    [made] = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this checkout."""
    return build(ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


def contents(wheel):
    """The files of a wheel: names to bytes."""
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_wheel_is_the_same_by_way_of_the_sdist(wheel, tmp_path):
    """Who builds from the sdist gets the same files with the same content."""
    run("tar", "-xzf", build(ROOT, tmp_path / "sdist", "sdist"), "-C", tmp_path)
    [source] = tmp_path.glob("rbm_course_kit-*")
    again = contents(build(source, tmp_path / "wheel", "wheel"))
    here = contents(wheel)
    assert again.keys() == here.keys()
    assert [name for name in here if here[name] != again[name]] == []


def files(folder):
    """The files of a folder of the checkout that belong to it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not NOT_CARRIED & set(path.parts):
            yield path


def test_wheel_holds_the_kit(wheel):
    """Notebooks, data, references, hidden tests, the bank and the settings; the pages' templates; the licences."""
    held = contents(wheel)
    kit = [ROOT / "pyproject.toml", *(path for folder in CARRIED for path in files(ROOT / folder))]
    wanted = {f"grader/_kit/{path.relative_to(ROOT)}": path for path in kit}
    wanted |= {str(path.relative_to(ROOT)): path for path in files(ROOT / "grader")}
    assert [name for name, path in wanted.items() if held.get(name) != path.read_bytes()] == []
    others = {name for name in held if ".dist-info/" not in name} - wanted.keys()
    assert not others
    for name in (
        "grader/_kit/notebooks/rbm/rbm.ipynb",
        "grader/_kit/notebooks/dreaming/dreaming.ipynb",
        "grader/_kit/notebooks/data/mnist_binary.npz",
        "grader/_kit/notebooks/data/LICENSE.md",
        "grader/_kit/solutions/rbm.py",
        "grader/_kit/tests/hidden/dreaming/test_fit.py",
        "grader/_kit/tests/submissions/rbm/plain.py",
        "grader/pages/templates/feedback.html",
    ):
        assert name in held
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held)


class Installed:
    """A fresh environment with the wheel, and an empty folder to work in."""

    def __init__(self, environment, folder):
        self.python, self.folder = environment / "bin" / "python", folder
        self.packages = Path(self.run("-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())

    def run(self, *arguments, ok=(0,)):
        """Run its Python in its folder, without anything that points to this checkout."""
        ours = ("PYTHON", "COVERAGE", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return run(self.python, *arguments, ok=ok, cwd=self.folder, env={**kept, "PATH": os.defpath})

    def grader(self, *arguments, ok=(0,)):
        """Run its command."""
        return self.run(self.python.with_name("grader"), *arguments, ok=ok)

    def notebook(self, case, name):
        """A notebook of the bank that the wheel carries, written into the folder."""
        program = (
            "import nbformat, sys\n"
            "from pathlib import Path\n"
            "from grader.kit.cases import as_notebook, read_case\n"
            "from grader.kit.kit import carried\n"
            "bank, source = carried().bank('rbm'), carried().notebooks / 'rbm' / 'rbm.ipynb'\n"
            "case = read_case(Path(sys.argv[1]) if Path(sys.argv[1]).exists() else bank / 'wrong' / sys.argv[1])\n"
            "whole = as_notebook(case, nbformat.read(source, 4), read_case(bank / 'plain.py'))\n"
            "Path(sys.argv[2]).parent.mkdir(parents=True, exist_ok=True)\n"
            "nbformat.write(whole, sys.argv[2])\n"
        )
        self.run("-c", program, case, name)
        return name


def link(source, target):
    """A second name for a file, or a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel, installed as its users do, but for where the dependencies come from.

    These must lie within the environment: the box shows no other place.
    """
    environment, folder = tmp_path_factory.mktemp("environment") / "venv", tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    fresh = Installed(environment, folder)
    where = ["--python", fresh.python, "install", "--quiet"]
    if os.environ.get(FROM_PYPI):
        pip(*where, "-c", CONSTRAINTS, wheel)
        return fresh
    here, ours = sysconfig.get_path("purelib"), shutil.ignore_patterns("*rbm_course_kit*", "grader", "__pycache__")
    ignored = lambda folder, names: ours(folder, names) if folder == here else ()  # noqa: E731
    shutil.copytree(here, fresh.packages, symlinks=True, ignore=ignored, copy_function=link, dirs_exist_ok=True)
    for script in importlib.metadata.entry_points(group="console_scripts"):  # nbgrader starts Alembic's
        if script.dist.name != PROJECT["name"]:
            what = f"from {script.module} import {script.attr.partition('.')[0]}"
            path = fresh.python.with_name(script.name)
            path.write_text(f"#!{fresh.python}\nimport sys\n\n{what}\n\nsys.exit({script.attr}())\n")
            path.chmod(0o755)
    pip(*where, "--no-deps", "--no-index", wheel)
    return fresh


def test_installed_grader_is_the_one_of_the_wheel(installed):
    """What runs in the trial is not this checkout, and knows its version."""
    place = installed.run("-c", "import grader; print(grader.__file__)").stdout.strip()
    assert Path(place) == installed.packages / "grader" / "__init__.py"
    version = installed.run("-c", "import importlib.metadata as m; print(m.version('rbm-course-kit'))").stdout.strip()
    assert installed.grader("--version").stdout == f"grader {version}\n"


def test_installed_grader_names_a_mistake(installed):
    """`check` of a wrong notebook, without a kit anywhere near: the mistake has its name."""
    notebook = installed.notebook("gibbs-one-step-too-many.py", "wrong.ipynb")
    report = json.loads(installed.grader("check", notebook, "--json", ok=(1,)).stdout)
    assert "one-step-too-many" in {test["mistake"] for part in report["parts"] for test in part["tests"]}
    assert report["status"] == "graded" and 0 < report["score"] < report["max_score"]


def test_installed_grader_grades_a_class(installed):
    """Both assignments are released; what is handed in is collected and graded."""
    for assignment in ("rbm", "dreaming"):
        installed.grader("release", assignment)
        assert (installed.folder / "course" / "release" / f"{assignment}.zip").exists()
    installed.notebook("gibbs-one-step-too-many.py", "handed-in/ada.ipynb")
    installed.grader("collect", "rbm", "handed-in")
    installed.grader("grade", "rbm")
    grades = (installed.folder / "course" / "grades" / "rbm.csv").read_text()
    assert "ada" in grades
    assert (installed.folder / "course" / "feedback" / "ada" / "rbm" / "rbm.html").exists()


def test_installed_grader_gives_its_demo(installed):
    """`demo` in an empty folder."""
    shown = installed.grader("demo", "--course", "demo").stdout
    assert "s01" in shown and "demo/reports/rbm/index.html" in shown
    assert (installed.folder / "demo" / "reports" / "rbm" / "index.html").exists()


def test_installed_box_passes_the_doctor(installed):
    """No attack of `doctor` gets to the kit that the grader carries, nor anywhere else."""
    installed.grader("doctor")


@pytest.mark.parametrize("isolation", ["bubblewrap", "landlock"])
def test_installed_kit_is_hidden_from_students(installed, isolation):
    """The answer is right only if it can see a path: a package beside the grader is seen, the hidden tests are not."""
    seen = {}
    for place in ("numpy/__init__.py", "grader/_kit/tests/hidden/rbm/test_sigm.py", "grader/_kit/solutions/rbm.py"):
        case = installed.folder / "peeping.py"
        case.write_text(
            '"""Right if it can read a file."""\n# %% sigm\nimport numpy\n\n\ndef sigm(x):\n'
            f"    open({str(installed.packages / place)!r}).read()\n    return 1 / (1 + numpy.exp(-x))\n"
        )
        notebook = installed.notebook(case, "peeping.ipynb")
        check = installed.grader("check", notebook, "--json", "--isolation", isolation, ok=(0, 1, 2))
        if check.returncode == 2:
            pytest.skip(check.stderr)
        seen[place] = {part["id"]: part["score"] for part in json.loads(check.stdout)["parts"]}["sigm"] > 0
    assert seen == {place: place.startswith("numpy") for place in seen}
