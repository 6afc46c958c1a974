"""The one gate for text that may come from a submission: what leaves it is safe to print and bounded."""

from __future__ import annotations

import re

CHARACTERS, LINES = 2000, 40  # more of one message helps nobody, and a class has thousands

# Whole terminal sequences, so that no "[31m" is left over. A text sequence (OSC, DCS, ...) ends with its line
# at the latest: an unclosed one cannot swallow the rest of a message.
_TERMINAL = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?"
    "|\x1b[ -/]*[0-~]?"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, and the invisible ones that reorder or hide text. Joiners (200c, 200d) stay: some
# scripts need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")  # alone they cannot be written to any file


def plain(text: str, characters: int = CHARACTERS, lines: int = LINES) -> str:
    """The text without control sequences and hidden characters, cut to so many characters and lines."""
    if len(text) <= characters and text.isprintable():
        return text  # one line without any of all this, as most are
    start = text[: 10 * characters]  # first, so that the work is bounded too
    clean = _HIDDEN.sub("", _TERMINAL.sub("", _LINE_END.sub("\n", start)))
    clean = _SURROGATE.sub("\ufffd", clean).expandtabs(4).strip("\n")
    kept = "\n".join(clean.split("\n")[:lines])[:characters]
    complete = kept == clean and start == text
    return kept if complete else f"{kept.rstrip()} \u2026"


def line(text: str, characters: int = 200) -> str:
    """The text as `plain` gives it, on one line: names, titles, cells of a table."""
    return " ".join(plain(text, characters, lines=3).split())
