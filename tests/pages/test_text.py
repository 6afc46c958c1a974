"""Nothing that a terminal or a browser acts on leaves `plain`, and what leaves it is bounded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.pages import line, plain

CASES = {
    "ordinary text": ("expected 3, not 4", "expected 3, not 4"),
    "colours": ("\x1b[1;31mred\x1b[0m", "red"),
    "a window title": ("a\x1b]0;mine\x07b", "ab"),
    "a link": ("\x1b]8;;http://127.0.0.1\x1b\\text\x1b]8;;\x1b\\", "text"),
    "an unclosed title": ("a\x1b]0;mine\nthe next line", "a\nthe next line"),
    "a reset": ("a\x1bcb", "ab"),
    "eight-bit sequences": ("a\x9b2Jb\x9d0;mine\x9cc", "abc"),
    "a half sequence": ("a\x1b[", "a"),
    "bells, backspaces, zeros": ("a\x07\x08\x00b", "ab"),
    "an overwritten line": ("100 points\r0 points", "100 points\n0 points"),
    "Windows line ends": ("a\r\nb", "a\nb"),
    "reversed text": ("a\u202eb\u2066c", "abc"),
    "hidden text": ("a\u200b\ufeff\U000e0041b", "ab"),
    "half a character": ("a\ud800b", "a\ufffdb"),
    "other scripts": ("größer als می‌خواهم 你好 👩‍🔬", "größer als می‌خواهم 你好 👩‍🔬"),
    "tabs": ("a\tb", "a   b"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_control_sequences_are_taken_out(text, expected):
    """What is left is the text that a reader was meant to see."""
    assert plain(text) == expected


@given(st.text(st.characters() | st.sampled_from("\x1b\x9b\x9d[]m;\x07\r\n\t\ud800\u202e"), max_size=200))
def test_any_text_becomes_harmless(text):
    """No control, format or surrogate character but line ends and the joiners is left."""
    kept = [unicodedata.category(character) for character in plain(text) if character not in "\n\u200c\u200d"]
    assert not {"Cc", "Cs"} & set(kept)
    assert not set(plain(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(st.text(), st.integers(1, 50), st.integers(1, 5))
def test_length_and_lines_are_bounded(text, characters, lines):
    """Never more than was asked for, besides the mark that something is missing."""
    kept = plain(text * 20, characters, lines)
    assert len(kept) <= characters + 2
    assert kept.count("\n") < lines


def test_cut_text_says_that_it_is_cut():
    """An ellipsis stands where text is missing, and only there."""
    assert plain("a" * 11, characters=10) == "a" * 10 + " …"
    assert plain("a" * 10, characters=10) == "a" * 10
    assert plain("a\nb\nc", lines=2) == "a\nb …"


def test_huge_text_is_cut_first():
    """A message of many megabytes costs no more than a long one: its end is not even looked at."""
    assert plain("\x1b[0m" * 2_000_000 + "the end") == " …"


@given(st.text())
def test_line_is_one_line(text):
    """A name cannot start a second row."""
    assert len(line(text).splitlines()) <= 1
