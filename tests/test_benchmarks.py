"""The commands that measure work: a small version of each that is not a test by itself."""

import subprocess
import sys

import pytest
from kits import ROOT

SMALL = {
    "fairness": (["--right", "3", "--wrong", "3"], "correct cases of `rbm`: 0 failures"),
    "scaling": (["--sizes", "2"], "2 submissions"),
    "trace": ([], "8 modules from the file to the report"),
}


@pytest.mark.parametrize("name", SMALL)
def test_benchmark_runs(name):
    """It ends well and prints what it measured."""
    options, words = SMALL[name]
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-2000:]
    assert words in result.stdout + result.stderr
