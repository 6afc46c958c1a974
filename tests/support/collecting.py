"""What tests of collecting share: archives to make, and what to look at in a collection."""

import io
import json
import zipfile

from grader.handed_in import collect as collecting
from grader.lms import LAYOUTS

NOTEBOOK, OTHER = (json.dumps({"nbformat": 4, "metadata": {"n": n}, "cells": []}).encode() for n in range(2))


def collect(path, assignment, course):
    """Collect whatever layout it has, as `grader collect` does it."""
    return collecting.collect(path, assignment, course, LAYOUTS)


def zipped(files):
    """The bytes of an archive. A path may be a ZipInfo."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as content:
        for path, data in files.items():
            content.writestr(path, data)
    return stream.getvalue()


def summary(collection):
    """Outcomes by student."""
    return {student.student: student.outcome for student in collection.students}


def notices(collection):
    """Words by student."""
    return {student.student: " ".join(student.notices) for student in collection.students}


def content(course, student):
    """What grading will read."""
    return course.submitted("rbm", student).read_bytes()
