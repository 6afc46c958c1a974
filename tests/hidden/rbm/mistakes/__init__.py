"""Which named mistake explains what a student's function does: for each part its models, and how they are compared."""

from __future__ import annotations

from grader.testing import Mistake, Student

from . import gibbs, gradient, sigm, train

PARTS = {"sigm": sigm.diagnose, "gibbs": gibbs.diagnose, "gradient": gradient.diagnose, "train": train.diagnose}


def diagnose(student: Student, part: str) -> Mistake | None:
    """The mistake of that part that behaves exactly as the student's function does, or None."""
    return PARTS[part](student)
