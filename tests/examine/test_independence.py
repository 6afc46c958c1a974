"""One part may be wrong in any way: the other parts keep their points."""

import nbformat
import pytest
from kits import ROOT, load

from grader.examine.pool import Examiners
from grader.handed_in.notebook import as_submission
from grader.kit.cases import as_notebook, read_case

RBM = load("rbm")
BANK = ROOT / "tests" / "submissions" / "rbm"
PARTS = [part.id for part in RBM.parts]
SIGNATURES = {"sigm": "t", "gibbs": "rbm, x, k", "gradient": "rbm, x", "train": "rbm, X, lr=0.02, nbit=100"}
KINDS = {
    "wrong": "def {name}({arguments}):\n    return None",
    "crashed": "def {name}({arguments}):\n    raise IndexError('no')",
    "kills its process": "import os\ndef {name}({arguments}):\n    os._exit(1)",
    "syntax error": "def {name}({arguments}:\n    return",
    "missing": "",
    "no function": "{name} = 5",
    "endless": "def {name}({arguments}):\n    while True:\n        pass",
    "endless when defined": "while True:\n    pass",
    "ends the notebook": "raise SystemExit",
    "not attempted": "import solutions\n{name} = solutions.{name}",
}


@pytest.fixture(scope="module")
def grade():
    """A function that grades the plain right notebook with one answer cell replaced."""
    source, plain = nbformat.read(RBM.path, as_version=4), read_case(BANK / "plain.py")
    with Examiners(RBM) as examiners:

        def run(part, text, tmp_path):
            case = tmp_path / "case.py"
            case.write_text(f'"""One part replaced."""\n# %% {part}\n{text}\n')
            return examiners.grade(as_submission(RBM, "s", as_notebook(read_case(case), source, plain)))

        yield run


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", PARTS)
def test_other_parts_keep_their_points(grade, tmp_path, part, kind):
    """The broken part loses points, the other three none."""
    report = grade(part, KINDS[kind].format(name=part, arguments=SIGNATURES[part]), tmp_path)
    scores = {each.id: each.score for each in report.parts}
    assert report.status == "graded" and report.max_score == 40
    assert scores.pop(part) < 10
    assert set(scores.values()) == {10}, report


def test_what_other_parts_leave_behind_costs_no_points(grade, tmp_path):
    """An answer that is right in a fresh process only, because the tests before have filled a counter, is right."""
    counting = "calls = []\ndef sigm(t):\n    calls.append(1)\n    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(t))"
    wrong_later = (
        f"{counting}\ndef gradient(rbm, x):\n    if len(calls) > 60: return rbm['W'], rbm['b']\n"
        "    xm = gibbs(rbm, x, 3)\n    h, hm = (sigm(v @ rbm['W'] + rbm['b']) for v in (x, xm))\n"
        "    return np.outer(x, h) - np.outer(xm, hm), h - hm"
    )
    assert [part.score for part in grade("gradient", wrong_later, tmp_path).parts] == [10, 10, 10, 10]


def test_search_for_a_mistake_costs_other_parts_no_points(grade, tmp_path):
    """The calls by which the mistake of one part is found fill a counter that breaks another part: it is right."""
    text = (
        "calls = []\ndef sigm(t):\n    calls.append(1)\n    return np.tanh(np.asarray(t))\n"
        "def gibbs(rbm, x, k):\n    if calls: return None\n"
        "    for _ in range(k):\n        h = np.random.rand(len(rbm['b'])) < sigm(x @ rbm['W'] + rbm['b'])\n"
        "        x = (np.random.rand(len(x)) < sigm(rbm['W'] @ h)) * 1\n    return x"
    )
    sigm, *others = grade("gibbs", text, tmp_path).parts
    assert sigm.score < 10 and any(test.mistake for test in sigm.tests)
    assert [part.score for part in others] == [10, 10, 10]


STATEFUL = {
    "right only once": ("return right if first else t", 10),
    "never right at first": ("return t if first else right", 0),
    # Both sides are judged by one call, which is the second one when the test before has passed in the same process.
    "one side right only once": ("return right if first else np.where(np.asarray(t) < 0, t, right)", 10),
}


@pytest.mark.parametrize("kind", STATEFUL)
def test_what_one_test_leaves_behind_changes_no_other(grade, tmp_path, kind):
    """A function that knows whether it was called before: to each test that calls it once, this is the first call."""
    lines = "first = not calls\n    calls.append(1)\n    right = 0.5 + 0.5 * np.tanh(0.5 * np.asarray(t))"
    answer, points = STATEFUL[kind]
    report = grade("sigm", f"calls = []\ndef sigm(t):\n    {lines}\n    {answer}", tmp_path)
    several_calls = {"test_shape_is_that_of_the_argument", "test_vector_operations_instead_of_loops"}
    tests = [test for test in report.parts[0].tests if test.id not in several_calls]
    assert sum(test.score for test in tests) == (points and sum(test.max_score for test in tests))
