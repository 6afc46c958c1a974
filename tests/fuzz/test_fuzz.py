"""A few hundred inputs for each reader of hostile bytes; `make fuzz` makes a hundred thousand."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fuzzers import TARGETS, fuzz  # noqa: E402


@pytest.mark.parametrize("target", TARGETS, ids=[target.__name__ for target in TARGETS])
def test_whatever_comes_in_is_read_or_refused(target):
    """No input raises anything but the one error that says it is refused."""
    fuzz(target, 300, repeatable=True)
