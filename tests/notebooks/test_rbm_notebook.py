"""The notebook of the assignment `rbm`: it runs untouched, its checks speak up, and nbgrader can read it."""

import os
import re
from pathlib import Path
from statistics import median

import matplotlib
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbgrader.nbgraderformat import MetadataValidator

import solutions

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NOTEBOOK = nbformat.read(NOTEBOOKS / "rbm" / "rbm.ipynb", as_version=4)
CODE = [cell for cell in NOTEBOOK.cells if cell.cell_type == "code"]
PROSE = [cell for cell in NOTEBOOK.cells if cell.cell_type == "markdown"]
PARTS = ["sigm", "gibbs", "gradient", "train"]
SECTIONS = [
    "The data",
    "Notation",
    "1. The sigmoid function (10 points)",
    "The parameters",
    "2. The alternate Gibbs sampler (10 points)",
    "3. The gradient (10 points)",
    "4. Gradient ascent (10 points)",
    "Training and inspecting the machine",
    "How good is the model?",
    "Go on",
]
NOT_PROSE = r"\$\$.*?\$\$|```.*?```|<details>.*?</details>|^#.*?$"  # formulas, code, hints, headings


def cell(name):
    return next(cell for cell in NOTEBOOK.cells if cell.id == name)


def role(cell):
    """The part that nbgrader's metadata give a cell."""
    data = cell.metadata.get("nbgrader")
    if data is None:
        return "display" if "display" in cell.metadata.get("tags", []) else "plain"
    return "answer" if data["solution"] else "check" if data["grade"] else "locked"


def run(names, namespace):
    for name in names:
        exec(compile(cell(name).source, name, "exec"), namespace)


@pytest.fixture
def at_notebook(monkeypatch):
    """Code of the notebook runs in its folder, as Jupyter does it, and draws on no screen."""
    monkeypatch.chdir(NOTEBOOKS / "rbm")
    matplotlib.use("agg")


@pytest.fixture(scope="module")
def executed():
    copy = nbformat.from_dict(NOTEBOOK)
    client = NotebookClient(copy, timeout=300, resources={"metadata": {"path": NOTEBOOKS / "rbm"}})
    client.execute(env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})  # products this small gain nothing from threads
    return {cell.id: cell.outputs for cell in copy.cells if cell.cell_type == "code"}


def test_notebook_runs_untouched(executed):
    """From top to bottom, training included, no cell writes a warning or shows a bare object."""
    for name, outputs in executed.items():
        for output in outputs:
            assert output.get("name") != "stderr", f"{name}: {output.text}"
            assert " at 0x" not in output.get("data", {}).get("text/plain", ""), name


def test_reference_satisfies_every_check(executed):
    """Each check prints two ticks and no cross."""
    for part in PARTS:
        text = "".join(output.text for output in executed[f"test_{part}"])
        assert (text.count("✓"), text.count("✗")) == (2, 0), text


def test_training_beats_an_untrained_machine(executed):
    """Both bounds on the log-likelihood are far above the -595 nats of random weights."""
    bounds = re.findall(r"at most (-?\d+)", executed["likelihood"][0].text)
    assert [-250 < int(bound) < -60 for bound in bounds] == [True, True], bounds


def naive_sigm(t):
    with np.errstate(all="ignore"):
        return np.exp(t) / (1 + np.exp(t))


def no_bias(rbm, x, k):
    return solutions.gibbs({"W": rbm["W"], "b": 0 * rbm["b"]}, x, k)


def swapped(rbm, x):
    dW, db = solutions.gradient(rbm, x)
    return -dW, -db


def on_a_copy(rbm, X, lr, nbit):
    solutions.train({name: value.copy() for name, value in rbm.items()}, X, lr, nbit)


MISTAKES = {
    "sigm gives nothing": ("sigm", lambda t: None, "expected shape (100,), not NoneType"),
    "sigm overflows": ("sigm", naive_sigm, "expected 1, not nan"),
    "gibbs gives nothing": ("gibbs", lambda rbm, x, k: None, "expected shape (784,), not NoneType"),
    "gibbs gives the hidden units": ("gibbs", lambda rbm, x, k: np.ones(100), "not shape (100,)"),
    "gibbs forgets the bias": ("gibbs", no_bias, "expected 0.5, not"),
    "gradient swaps its terms": ("gradient", swapped, "order of the two terms"),
    "gradient is transposed": ("gradient", lambda *a: [g.T for g in solutions.gradient(*a)], "not shape (100, 784)"),
    "train works on a copy": ("train", on_a_copy, "in place?"),
    "train ignores the rate": ("train", lambda rbm, X, lr, n: solutions.train(rbm, X, 1, n), "times lr?"),
}


@pytest.mark.parametrize(("part", "function", "advice"), MISTAKES.values(), ids=MISTAKES)
def test_check_names_the_mistake(part, function, advice, at_notebook, capsys):
    """A wrong answer gets a cross, what was expected and where to look, and no traceback."""
    namespace = {name: getattr(solutions, name) for name in PARTS}
    namespace[part] = function
    run(["imports", "data", "compare", "parameters", "memory", f"test_{part}"], namespace)
    crosses = [line for line in capsys.readouterr().out.splitlines() if line.startswith("✗")]
    assert any(advice in line for line in crosses), crosses


def test_graded_cells_need_no_display(at_notebook):
    """Without pictures and the long training every locked, answer and check cell still runs."""
    namespace = {}
    run([cell.id for cell in CODE if role(cell) != "display"], namespace)
    assert {*PARTS, "X", "d", "H", "rbm", "numpy", "np"} <= set(namespace)
    assert namespace["X"].shape == (7141, 784)
    assert set(np.unique(namespace["X"])) == {0.0, 1.0}


def test_metadata_are_valid_for_nbgrader():
    """nbgrader's own validator accepts every cell, and nbformat the file."""
    nbformat.validate(NOTEBOOK)
    MetadataValidator().validate_nb(NOTEBOOK)
    assert NOTEBOOK.metadata.kernelspec.name == "python3"
    assert {role(cell) for cell in CODE} == {"locked", "answer", "check", "display"}


def test_each_answer_precedes_its_check():
    """The four parts come in order, each answer followed by a check of 10 points with hidden tests."""
    assert [cell.metadata.nbgrader.grade_id for cell in CODE if role(cell) == "answer"] == PARTS
    for answer, check in zip(CODE, CODE[1:], strict=False):
        if role(answer) == "answer":
            part = answer.metadata.nbgrader.grade_id
            assert "TODO: replace by your code" in answer.source
            assert check.metadata.nbgrader.grade_id == f"test_{part}"
            assert check.metadata.nbgrader.points == 10
            visible, hidden = check.source.split("### BEGIN HIDDEN TESTS")
            assert "compare(" in visible
            assert f"tests/hidden/rbm/test_{part}.py\n### END HIDDEN TESTS" in hidden


def test_sections_follow_the_exercise():
    """The headings are those of the exercise, in its order."""
    assert re.findall(r"^## (.*)", "\n".join(cell.source for cell in PROSE), re.M) == SECTIONS


def test_outputs_are_stripped():
    """No output and no execution number is in the file."""
    assert all(not cell.outputs and cell.execution_count is None for cell in CODE)


def test_cells_are_short():
    """Code cells have 25 lines at most and five in the middle, prose cells 20 to 60 words."""
    lines = [len(re.findall(r"^\s*[^\s#]", cell.source, re.M)) for cell in CODE]
    assert max(len(cell.source.splitlines()) for cell in CODE) <= 25
    assert median(lines) <= 5
    for prose in PROSE:
        text = re.sub(NOT_PROSE, "", prose.source, flags=re.S | re.M)
        assert prose.id == "notation" or 20 <= len(text.split()) <= 60, (prose.id, len(text.split()))
