"""What the author of a hidden test imports. All of it needs NumPy only."""

from .asking import Answer, Canned, Failure, Student
from .checks import (
    Mismatch,
    check_array,
    check_binary,
    check_close,
    check_count,
    check_counts,
    check_mean,
    check_unchanged,
    describe,
    slower_than_loop,
    typical,
)
from .mistakes import Catalogue, Mistake, Model, Seen, ask, first, kind, run, same
from .samplers import Chance, Uniform, fits, likeliest, log_likelihood, outcomes

__all__ = [
    "Answer",
    "Canned",
    "Catalogue",
    "Chance",
    "Failure",
    "Mismatch",
    "Mistake",
    "Model",
    "Seen",
    "Student",
    "Uniform",
    "ask",
    "check_array",
    "check_binary",
    "check_close",
    "check_count",
    "check_counts",
    "check_mean",
    "check_unchanged",
    "describe",
    "first",
    "fits",
    "kind",
    "likeliest",
    "log_likelihood",
    "outcomes",
    "run",
    "same",
    "slower_than_loop",
    "typical",
]
