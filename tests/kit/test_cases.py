"""Cases become notebooks, and the bank of submissions for `rbm` keeps its own rules."""

from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.kit.cases import CaseError, as_notebook, cases, part_of, read_case

ROOT = Path(__file__).parents[2]
BANK = ROOT / "tests" / "submissions" / "rbm"
PARTS = ("sigm", "gibbs", "gradient", "train")
CORRECT, WRONG, CLASS = (cases(BANK / folder) for folder in ("correct", "wrong", "class"))

PLAIN = '"""Answers."""\n# %% one\nx = 1\n# %% two\ny = 2\n'


@pytest.fixture
def source():
    """A notebook with two answer cells, each with its test cell."""
    notebook = new_notebook(cells=[new_markdown_cell("# Title")])
    for part in ("one", "two"):
        answer, test = new_code_cell(f"TODO {part}"), new_code_cell(f"check {part}")
        answer.metadata["nbgrader"] = {"grade_id": part, "solution": True}
        test.metadata["nbgrader"] = {"grade_id": f"test_{part}", "grade": True, "solution": False}
        notebook.cells += [answer, test]
    return notebook


@pytest.fixture
def case(tmp_path):
    """A function that writes a case file and reads it."""

    def write(text, name="case"):
        path = tmp_path / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return read_case(path)

    return write


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def test_file_becomes_a_case(case):
    """Title, headers and cells are read; the name is the file's."""
    text = '"""Does it."""\n# part: two\n# mistake: does-it\n\n# %% two\na = 1\n\nb = 2\n\n# %% end\n%time a\n'
    read = case(text, "bad")
    assert (read.name, read.title, read.others) == ("bad", "Does it.", "plain")
    assert (read.part, read.mistake) == ("two", "does-it")
    assert [(cell.place, cell.part, cell.source) for cell in read.cells] == [
        ("answer", "two", "a = 1\n\nb = 2"),
        ("end", None, "%time a"),
    ]


def test_plain_answers_the_other_parts(case, source):
    """An answer cell that the case does not mention gets the plain answer."""
    notebook = as_notebook(case('"""Two."""\n# %% two\ny = 3\n'), source, case(PLAIN, "plain"))
    assert sources(notebook) == ["# Title", "x = 1", "check one", "y = 3", "check two"]


def test_other_parts_can_stay_untouched(case, source):
    """With `others: untouched`, an answer cell that the case does not mention stays as released."""
    notebook = as_notebook(case('"""Two."""\n# others: untouched\n# %% two\n'), source, case(PLAIN, "plain"))
    assert sources(notebook) == ["# Title", "TODO one", "check one", "", "check two"]


def test_extra_cells_stand_where_the_case_says(case, source):
    """Cells come before all others, next to an answer cell and after all others, in the order of the file."""
    extra = ["top", "after one", "before two", "after one", "end"]
    text = '"""Adds cells."""\n' + "".join(f"# %% {place}\n{place} {i}\n" for i, place in enumerate(extra))
    notebook = as_notebook(case(text), source, case(PLAIN, "plain"))
    before, after = ["top 0", "# Title", "x = 1", "after one 1", "after one 3"], ["y = 2", "check two", "end 4"]
    assert sources(notebook) == [*before, "check one", "before two 2", *after]


def test_source_notebook_stays_as_it_was(case, source):
    """The case's notebook is a copy that keeps ids and metadata of the answer cells."""
    original = nbformat.writes(source)
    notebook = as_notebook(case('"""Ends."""\n# %% end\npass\n'), source, case(PLAIN, "plain"))
    assert nbformat.writes(source) == original
    assert [part_of(cell) for cell in notebook.cells] == [None, "one", None, "two", None, None]
    nbformat.validate(notebook)


MALFORMED = {
    "no cell": ('"""Title."""\n# part: one\n', 2, "at least one cell"),
    "no title": ("# %% one\n", 1, "one sentence"),
    "unknown header": ('"""Title."""\n# author: me\n# %% one\n', 2, "expected `# part"),
    "part without mistake": ('"""Title."""\n# part: one\n# %% one\n', 1, "come together"),
    "strange others": ('"""Title."""\n# others: wrong\n# %% one\n', 1, "can only be untouched"),
    "strange place": ('"""Title."""\n# %% one\nx\n# %% beside one\n', 4, "before PART"),
    "second answer": ('"""Title."""\n# %% one\nx\n# %% one\n', 4, "given twice"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_case_is_located(case, name):
    """The message names file, line and cure."""
    text, line, reason = MALFORMED[name]
    with pytest.raises(CaseError, match=rf"case\.py:{line}: .*{reason}"):
        case(text)


def test_unknown_part_is_located(case, source):
    """A part that the notebook does not have is named, with those that it has."""
    read = case('"""Title."""\n# %% one\nx\n# %% after tow\ny\n')
    with pytest.raises(CaseError, match=r"case\.py:4: .*no answer cell tow; it has one, two"):
        as_notebook(read, source, case(PLAIN, "plain"))


def test_bank_is_large():
    """60 right submissions, 120 wrong ones, 25 of these for each part."""
    assert len(CORRECT) >= 60 and len(WRONG) >= 120
    assert all(sum(case.part == part for case in WRONG) >= 25 for part in PARTS)


def test_right_cases_name_no_mistake():
    """Only wrong cases have a part that must lose points."""
    assert all(case.part is None for case in CORRECT + CLASS)


def test_wrong_case_answers_its_part_only():
    """A wrong case replaces the answer of the part that must lose points, and no other."""
    answered = {case.name: {cell.part for cell in case.cells if cell.place == "answer"} for case in WRONG}
    assert answered == {case.name: {case.part} for case in WRONG}


def test_wrong_case_is_named_for_its_mistake():
    """The file name is part and mistake, with a variant where one file has the same behaviour already."""
    stems = {case.name: f"{case.part}-{case.mistake}" for case in WRONG}
    assert all(name == stem or name.startswith(f"{stem}-") for name, stem in stems.items())
    assert set(stems.values()) <= set(stems), "the first file of a mistake has no variant in its name"


def test_title_tells_cases_apart():
    """Every case has a sentence of its own within its part."""
    titles = [(case.part, case.title) for case in CORRECT + WRONG + CLASS]
    assert len(set(titles)) == len(titles)
    assert all(title[0].isupper() and title.endswith(".") for _, title in titles)


def test_bank_fits_the_notebook():
    """Every case names parts of the notebook only, and its answers are Python once the magics are out."""
    source = nbformat.read(ROOT / "notebooks" / "rbm" / "rbm.ipynb", as_version=4)
    plain, magics = read_case(BANK / "plain.py"), TransformerManager()
    for case in CORRECT + WRONG:
        for cell in as_notebook(case, source, plain).cells:
            if part_of(cell):
                compile(magics.transform_cell(cell.source), case.name, "exec")


def test_readme_lists_every_mistake():
    """The table in the bank's README has one row for each part and mistake, in the order of the parts."""
    titles = {(case.part, case.mistake): case.title for case in reversed(WRONG)}  # the shortest name comes first
    keys = sorted(titles, key=lambda key: (PARTS.index(key[0]), key[1].lower()))
    rows = [f"| {part} | {mistake} | {titles[part, mistake]} |" for part, mistake in keys]
    table = [line for line in (BANK / "README.md").read_text().splitlines() if line.startswith("| ")][1:]
    assert table == rows, "the table should be:\n" + "\n".join(rows)
