"""Which named mistake explains what a student's function does: one module for each part."""

from __future__ import annotations

from grader.diagnosis import Mistake
from grader.hidden.rbm import mistakes_gibbs, mistakes_gradient, mistakes_sigm, mistakes_train
from grader.student import Student

PARTS = {
    "sigm": mistakes_sigm.diagnose,
    "gibbs": mistakes_gibbs.diagnose,
    "gradient": mistakes_gradient.diagnose,
    "train": mistakes_train.diagnose,
}


def diagnose(student: Student, part: str) -> Mistake | None:
    """The mistake of that part that behaves exactly as the student's function does, or None."""
    return PARTS[part](student) if part in PARTS else None
