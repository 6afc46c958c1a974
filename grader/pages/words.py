"""What an outcome, a part and a report are called, wherever they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import Outcome, PartResult, Report, TestResult


@dataclass(frozen=True)
class Look:
    """How an outcome is shown: never by colour alone."""

    symbol: str
    words: str
    tone: str  # good, bad, warn or idle: a class in page.css, a colour in the terminal
    advice: str = ""  # said when the test itself gave no message


LOOKS: dict[Outcome, Look] = {
    "passed": Look("✓", "right", "good"),
    "wrong": Look("✗", "not right yet", "bad", "The result is not the expected one."),
    "crashed": Look("!", "stopped with an error", "bad", "Your code raised an error in this test."),
    "timeout": Look("∞", "took too long", "bad", "Time ran out. Is there a loop that does not end?"),
    "missing": Look("?", "not found", "bad", "After your notebook had run, no such function was there."),
    "skipped": Look("–", "not counted", "idle"),
    "fault": Look("△", "to be checked", "warn", "The grader failed here, not you: a person will look at it."),
}
NOT_STARTED = "Not started yet: the answer cell still uses the given solution, which earns no points."
SAME = "For the same reason as above."
UNREADABLE = "The grader could not read the file, so nothing in it was graded and the score is 0 for now."
HAND_IN_AGAIN = "Open the notebook in Jupyter, run it from top to bottom, save it, and hand it in again."
FAULT = (
    "Something broke on the grading side. That is not your mistake and costs you no points: "
    "your notebook is marked for a person, who will grade it."
)


@dataclass(frozen=True)
class Line:
    """One test as it is shown: the record, its look, and why points are missing."""

    test: TestResult
    look: Look
    reason: str


def points(value: float) -> str:
    """Points without needless decimals: "7", "2.5", "6.67"."""
    return format(round(value, 2), ".10g")


def points_of(score: float | None, max_score: float) -> str:
    """The points as "7 of 10 points", with a dash for a score that is still open."""
    got = "–" if score is None else points(score)
    return f"{got} of {points(max_score)} point{'' if max_score == 1 else 's'}"


def tone(part: PartResult) -> str:
    """The tone of a part: good with all points, idle when not started, warn in between, bad at 0."""
    if not part.attempted:
        return "idle"
    if part.score >= part.max_score:
        return "good"
    return "warn" if part.score > 0 else "bad"


def headline(report: Report) -> str:
    """The result as one short line for the student."""
    if report.status == "unreadable":
        return "Your notebook could not be opened"
    if report.status == "fault":
        return "Your grade is not ready yet"
    if not any(part.attempted for part in report.parts):
        return "Nothing is filled in yet"
    full = sum(part.score >= part.max_score for part in report.parts)
    if full == len(report.parts):
        return "Everything is right. Well done!"
    return f"{full} of {len(report.parts)} parts complete" if full else "A start is made"


def explanation(report: Report) -> str:
    """What a status other than graded means for the student, why, and what to do; "" for graded."""
    if report.status == "unreadable":
        return "\n".join(filter(None, [UNREADABLE, report.unreadable, HAND_IN_AGAIN]))
    return FAULT if report.status == "fault" else ""


def part_note(part: PartResult) -> str:
    """What is true of the whole part: the one reason that all its tests share, or that it is not started."""
    if part.reason:
        return part.reason
    outcomes = {test.outcome for test in part.tests}
    if len(part.tests) > 1 and len(outcomes) == 1 and not any(test.reason for test in part.tests):
        advice = LOOKS[outcomes.pop()].advice
        if advice:
            return advice
    return "" if part.attempted else NOT_STARTED


def part_lines(part: PartResult) -> list[Line]:
    """The tests of a part in order; what was said once is not said again."""
    lines: list[Line] = []
    told = {part_note(part)}
    for test in part.tests:
        said = _said(test)
        new = [text for text in said if text not in told]
        again = [SAME] if said and not new and test.outcome != "passed" and said[0] != part_note(part) else []
        told.update(new)
        lines.append(Line(test, LOOKS[test.outcome], "\n".join(new or again)))
    return lines


def _said(test: TestResult) -> list[str]:
    """What is to be said of a test: the reason, the author's hint, the mistake."""
    advice = LOOKS[test.outcome].advice
    if test.outcome == "fault":  # its reason is about our own machine: for the instructor, never for a student
        return [advice]
    return [text for text in (test.reason or advice, test.hint, test.mistake_words) if text]
