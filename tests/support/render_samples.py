"""Reports of an invented class, one for each thing that a page, a table or a terminal has to show.

`python tests/support/render_samples.py FOLDER` writes all their pages, to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.records import Notice, PartResult, Report, TestResult, shared_reason

PARTS = {
    "sigm": ("The logistic function", ("It is right for ordinary values", "It stays finite at +-1000")),
    "gibbs": (
        "Sampling from the machine",
        (
            "It returns one binary image",
            "One step has the right distribution",
            "The hidden bias is used",
            "The arguments are left as they were",
        ),
    ),
    "gradient": ("Contrastive divergence", ("The shapes are those of W and b", "CD-3 has the right mean")),
    "train": ("Gradient ascent", ("The update is lr times the gradient", "Rows are drawn from all of X")),
}
RUN = "document.title='ran'"
SCRIPT = f"<script>{RUN}; fetch('http://127.0.0.1:9/leak')</script>"
HANDLER = f'"><img src=\'http://127.0.0.1:9/pixel\' onerror="{RUN}"><svg onload="{RUN}">'
TERMINAL = "\x1b[31mred\x1b[0m \x1b]0;window title\x07\x9b2J bell\x07 \x08 \u202ereversed\u202c lone \ud800"


def test_result(part: str, number: int, outcome="passed", message="", mistake=None, share=None) -> TestResult:
    """The result of one hidden test; all tests of a part have equal points."""
    titles = PARTS[part][1]
    full = 10 / len(titles)
    share = float(outcome == "passed") if share is None else share
    return TestResult(f"test_{part}_{number}", titles[number], outcome, share * full, full, message, mistake)


def part_result(part: str, faults: dict[int, tuple] = {}, attempted=True) -> PartResult:  # noqa: B006
    """A part whose tests pass, but for `faults`: test number to (outcome, message, mistake, share)."""
    title, titles = PARTS[part]
    tests = tuple(test_result(part, number, *faults.get(number, ())) for number in range(len(titles)))
    return PartResult(part, title, attempted, tests, shared_reason(tests))


def every(part: str, *fault, attempted=True) -> PartResult:
    """A part in which every test has the same result."""
    return part_result(part, dict.fromkeys(range(len(PARTS[part][1])), fault), attempted)


def report(student: str, *parts: PartResult, **fields) -> Report:
    """A report on `rbm`; the parts that are not given are right."""
    given = {part.id: part for part in parts}
    fields = {"status": "graded", "isolation": "bubblewrap", "seconds": 0.31} | fields
    fields["versions"] = {"python": "3.11.9", "numpy": "2.1.0"}
    return Report("rbm", student, parts=tuple(given.get(id) or part_result(id) for id in PARTS), **fields)


RIGHT = report("s01")
PARTLY = report(
    "s02",
    part_result(
        "gibbs",
        {
            1: (
                "wrong",
                "expected pixels that follow P(v=1|h) after one step, not a frequency of 0.31\n"
                "hint: draw the hidden units as 0 or 1 before you go back to the visible ones",
                "forgets-to-sample-hidden",
                0.5,
            ),
            2: ("wrong", "expected other images for another b, not the same ones", "forgets-hidden-bias"),
        },
    ),
    every("train", "skipped", attempted=False),
    notices=(Notice("tampering", "locked cell 12 was edited; the original was used"),),
)
UNTOUCHED = report("s03", *(every(part, "skipped", attempted=False) for part in PARTS))
CRASHED = report("s04", every("gradient", "crashed", "cell 14, line 6: name 'v_k' is not defined", "unknown-name"))
TIMEOUT = report("s05", part_result("train", {0: ("timeout", ""), 1: ("timeout", "")}))
MISSING = report("s06", every("gibbs", "missing"))
UNREADABLE = report(
    "s07",
    *(every(part, "skipped", attempted=False) for part in PARTS),
    status="unreadable",
    unreadable="rbm.ipynb, line 214, column 3: not JSON",
    isolation="none",
    notices=(Notice("hand-in", "handed in twice"),),
)
INSIDE = "OSError: [Errno 28] no space left on device"
FAULT = report("s08", part_result("sigm", {1: ("fault", INSIDE)}), status="fault")
UNBOXED = report("s10", isolation="none")
NAMES = ("../../x", "<script>alert(1)</script>", "=cmd()", "javascript:alert(1)", TERMINAL, "[red]x[/red]")
HOSTILE = [
    report(
        name,
        part_result("sigm", {0: ("wrong", message, "=cmd()"), 1: ("crashed", message * 500, HANDLER)}),
        notices=tuple(Notice("other", f"{n} {message}") for n in range(20)),
    )
    for name in NAMES
    for message in (SCRIPT, HANDLER, TERMINAL, "{{ 7 * 7 }}")
]
CLASS = [RIGHT, PARTLY, UNTOUCHED, CRASHED, TIMEOUT, MISSING, UNREADABLE, FAULT, UNBOXED]


def large_class(students: int) -> list[Report]:
    """So many reports, s1 to s<students>, that repeat those of the small class."""
    return [report(f"s{n}", *CLASS[n % 7].parts) for n in range(1, students + 1)]


def write(folder: Path) -> None:
    """All pages of the samples, of the hostile ones and of a class of 1,000."""
    from grader.pages import class_pages, feedback_page, nbgrader_cell_html

    classes = {"small": CLASS, "hostile": HOSTILE, "large": large_class(1000)}
    for name, reports in classes.items():
        pages = class_pages(reports, "Training a Restricted Boltzmann Machine")
        pages |= {f"feedback{n}.html": feedback_page(report) for n, report in enumerate(reports[:24], 1)}
        pages["cell.html"] = nbgrader_cell_html(reports[1].parts[1])
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, page in pages.items():
            (folder / name / file).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
