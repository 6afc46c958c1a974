"""Every model of a mistake fails a hidden test of its part, and the right answer none; here, without a box."""

import copy
import importlib

import numpy as np
import pytest
from hidden.dreaming.mistakes import RIGHT, TABLES, known

from grader.examine.plugin import MARKERS
from grader.testing.asking import Answer


class Here:
    """The functions of one part, called in this process: what the box's `student` is to a hidden test."""

    def __init__(self, part, model, rng):
        pair = ("hidden_given_visible", "visible_given_hidden")
        self._functions = dict(zip(pair, model, strict=True)) if isinstance(model, tuple) else {part: model}
        self.rng = rng

    def call(self, name, *args, **kwargs):
        """The answer; the function works on copies, and an error is a wrong answer."""
        arguments = [fresh(argument) for argument in args]
        with np.errstate(all="ignore"):
            try:
                value = self._functions[name](*arguments, **copy.deepcopy(kwargs))
            except (ValueError, TypeError, LookupError, ArithmeticError) as error:
                raise AssertionError(str(error)) from None
        return Answer(value, tuple(arguments), 0.0)

    def __getattr__(self, name):
        return lambda *args, **kwargs: self.call(name, *args, **kwargs).value


@pytest.fixture(autouse=True)
def marks(pytestconfig):
    """The marks of hidden tests, which the grader's own pytest knows."""
    for marker in MARKERS:
        pytestconfig.addinivalue_line("markers", marker)


def fresh(argument):
    """A copy; a generator is seeded by the old one, as on its way into the box."""
    if isinstance(argument, np.random.Generator):
        return np.random.default_rng(int(argument.integers(2**63)))
    return copy.deepcopy(argument)


def failed(part, model, seed):
    """The first hidden test of the part that the model fails, or None."""
    module = importlib.import_module(f"hidden.dreaming.test_{part}")
    for name, test in vars(module).items():
        if name.startswith("test_"):
            try:
                test(Here(part, model, np.random.default_rng(seed)))
            except AssertionError:
                return name
    return None


@pytest.mark.parametrize("part", TABLES)
def test_right_answer_passes(part):
    """The right answer passes every test of its part, with several seeds."""
    assert {failed(part, RIGHT[part], seed) for seed in range(5)} == {None}


@pytest.mark.parametrize("part", TABLES)
def test_every_mistake_is_seen(part):
    """Each model of a mistake fails at least one test of its part."""
    assert [mistake.slug for mistake, model in known(part) if failed(part, model, 1) is None] == []
