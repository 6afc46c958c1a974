"""The notebook `dreaming`: its form, its checks, and a run from top to bottom on a few digits."""

import contextlib
import io
import re
import shutil
import statistics
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PARTS = ["free_energy", "conditionals", "gibbs_step", "cd_gradient", "fit", "reconstruct", "dream", "log_likelihood"]

# The settings of a run that takes seconds; the released ones train on 60,000 digits.
SMALL = """
N_TRAIN, N_TEST = 2000, 300
EPOCHS_10, EPOCHS_20, EPOCHS_400, EPOCHS_SKLEARN = 2, 2, 1, 1
DREAM_STEPS, AIS_STEPS = 20, 50
"""

# A mistake for each part, and the line by which its visible check says so.
MISTAKES = {
    "free_energy": ("def free_energy(rbm, V): return -V @ rbm['b']", "✗ free_energy"),
    "conditionals": (
        "def hidden_given_visible(rbm, V): return V @ rbm['W']\n"
        "def visible_given_hidden(rbm, H): return H @ rbm['W'].T",
        "✗ P(h=1|v)",
    ),
    "gibbs_step": (
        "def gibbs_step(rbm, V, rng): return V @ rbm['W'] > 0, rng.random(V.shape) < 0.5",
        "✗ distribution after a step",
    ),
    "cd_gradient": ("def cd_gradient(rbm, V, k, rng): return {'W': -rbm['W']}", "✗ W after 20 steps"),
    "fit": (
        "def fit(rbm, V, epochs, *options): return [{'reconstruction_error': 1.0}] * epochs",
        "log-likelihood: -2.79 -> -2.79",
    ),
    "reconstruct": ("def reconstruct(rbm, V, n_samples, rng): return V", "✗ average of 5,000 samples"),
    "dream": (
        "def dream(rbm, v, steps, rng): return np.tile(v, (steps + 1, 1))",
        "✗ average of a long dream",
    ),
    "log_likelihood": ("def log_likelihood(rbm, V): return -free_energy(rbm, V)", "✗ log p(v)"),
}


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(NOTEBOOKS / "dreaming" / "dreaming.ipynb", as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder like a student's, with the notebook's data beside it."""
    root = tmp_path_factory.mktemp("student")
    shutil.copytree(NOTEBOOKS / "data", root / "data")
    folder = root / "dreaming"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def executed(notebook, folder):
    """The untouched notebook after a run with small settings."""
    copy = nbformat.from_dict(notebook)
    by_id(copy)["settings"].source = SMALL
    NotebookClient(copy, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    return copy


def by_id(notebook):
    return {cell.id: cell for cell in notebook.cells}


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def marks(cell):
    return cell.metadata.get("nbgrader", {})


def is_display(cell):
    return "display" in cell.metadata.get("tags", [])


def answers(notebook):
    return [cell for cell in notebook.cells if marks(cell).get("solution")]


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def pictures(cell):
    return [output for output in cell.outputs if "image/png" in output.get("data", {})]


def test_eight_parts_follow_the_mathematics(notebook):
    """The answer cells come in the order of the derivation, each with the functions that it asks for."""
    assert [marks(cell)["grade_id"] for cell in answers(notebook)] == PARTS
    for cell in answers(notebook):
        assert (marks(cell)["grade"], marks(cell)["locked"], marks(cell)["schema_version"]) == (False, False, 3)


def test_each_answer_is_followed_by_its_points(notebook):
    """The cell after an answer cell is a locked test cell with ten points."""
    for answer, test in zip(notebook.cells, notebook.cells[1:], strict=False):
        if marks(answer).get("solution"):
            part, mark = marks(answer)["grade_id"], marks(test)
            assert mark["grade_id"] == f"test_{part}"
            assert (mark["points"], mark["grade"], mark["locked"], mark["solution"]) == (10, True, True, False)


def test_hidden_regions_hold_only_a_file_name(notebook):
    """The hidden region ends its cell and names the file of the hidden tests, nothing else."""
    for part in PARTS:
        lines = by_id(notebook)[f"test_{part}"].source.splitlines()
        name = f"# The hidden tests of this part are in tests/hidden/dreaming/test_{part}.py"
        assert lines[-3:] == ["### BEGIN HIDDEN TESTS", name, "### END HIDDEN TESTS"]
        assert sum("HIDDEN TESTS" in line for line in lines) == 2


def test_untouched_answers_call_the_reference(notebook):
    """Each function of an answer cell is a stub that says where the own code goes and calls `solutions`."""
    for cell in answers(notebook):
        for stub in re.split(r"(?=^def )", cell.source, flags=re.M)[1:]:
            name = re.match(r"def (\w+)", stub)[1]
            assert "# TODO: replace by your code" in stub
            assert "import solutions" in stub and f"solutions.{name}(" in stub


def test_graded_cells_do_without_the_reference(notebook):
    """Only answer cells and cells that are not run while grading mention `solutions`."""
    for cell in code(notebook):
        assert "solutions" not in cell.source or marks(cell).get("solution") or is_display(cell)


def test_source_is_stripped_and_readable(notebook):
    """Format 4.5, no outputs, no counts, and ids that are words."""
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert all(re.fullmatch(r"[a-z_]+(-[a-z0-9]+)*", cell.id) for cell in notebook.cells)
    assert not any(cell.outputs or cell.execution_count for cell in code(notebook))


def test_cells_are_short(notebook):
    """Code cells have at most 5 lines at the median and 25 at most."""
    lengths = [len(cell.source.splitlines()) for cell in code(notebook)]
    assert statistics.median(lengths) <= 5 and max(lengths) <= 25


def test_prose_comes_in_small_portions(notebook):
    """Cells of prose have 20 to 60 words beside their formulas and headings; the table of notation is exempt."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.id != "notation":
            prose = re.sub(r"\$\$.*?\$\$|^#.*?$", "", cell.source, flags=re.S | re.M)
            prose = re.sub(r"\$.*?\$", "x", prose)
            assert 20 <= len(re.findall(r"[\w'`]+", prose)) <= 60, cell.id


def test_code_fits_the_line_length(notebook):
    """No line of code is longer than 110 characters."""
    assert max(len(line) for cell in code(notebook) for line in cell.source.splitlines()) <= 110


def test_untouched_notebook_passes_its_checks(executed):
    """Every visible check finds the reference right, and none says anything on stderr."""
    for part in PARTS:
        text = printed(by_id(executed)[f"test_{part}"])
        assert text and "✗" not in text
    streams = [output for cell in code(executed) for output in cell.outputs if output.output_type == "stream"]
    assert {output.name for output in streams} == {"stdout"}


def test_every_figure_is_drawn(executed):
    """The figures of the post and those beyond it appear as pictures."""
    names = ["schematic", "weights", "features", "average-10", "mosaic", "average-400", "likelihood"]
    for name in names:
        assert len(pictures(by_id(executed)[f"figure-{name}"])) == 1, name


def test_dream_plays_without_a_network(executed, folder):
    """The animation is part of the notebook and a file of its own; no output refers to another address."""
    (film,) = by_id(executed)["figure-dream"].outputs
    assert film.data["text/html"].count("data:image/gif;base64,") == 1
    assert (folder / "build" / "dream.gif").read_bytes().startswith(b"GIF89a")
    html = [output.data.get("text/html", "") for cell in code(executed) for output in cell.get("outputs", [])
            if "data" in output]
    assert not any("http" in text for text in html)


@pytest.mark.parametrize("part", PARTS)
def test_check_notices_a_wrong_answer(notebook, folder, part, monkeypatch):
    """The visible check of a part says so when the answer is wrong."""
    monkeypatch.chdir(folder)
    wrong, complaint = MISTAKES[part]
    names, output = {}, io.StringIO()
    with contextlib.redirect_stdout(output):
        for cell in code(notebook):
            if not is_display(cell):
                exec(cell.source, names)
            if marks(cell).get("grade_id") == part:
                exec(wrong, names)
            if marks(cell).get("grade_id") == f"test_{part}":
                break
    assert complaint in output.getvalue()
