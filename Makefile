# Every command a newcomer needs; each one makes the environment first if it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TOOLS := $(VENV)/ready-for-tests
LOWEST := build/lowest
QUICK := tests/kit tests/testing tests/examine tests/box/test_session.py tests/lms tests/handed_in
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint coverage wheel-trial lowest
.PHONY: trace fairness recovery fuzz bench-grading bench-scaling bench-training clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 18

setup: $(TOOLS)  ## make .venv and install everything in it

$(READY): pyproject.toml constraints.txt
	@echo "Making $(VENV) and installing the kit in it: about a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) -e .
	@touch $@

$(TOOLS): $(READY)
	@echo "Installing what the tests and benchmarks need as well ..."
	@$(INSTALL) -e '.[test]'
	@touch $@

demo: $(READY)  ## release `rbm`, grade an invented class, say which page to open
	$(BIN)/python -m grader demo

test: lint  ## style and types, then the whole test suite
	$(BIN)/python -m pytest

lint: $(TOOLS)  ## style, unused code, types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

coverage: $(TOOLS)  ## which statements of the grader the tests run; TESTS="tests/kit ..." for a part of them
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(TESTS); failed=$$?; $(BIN)/coverage combine --quiet; $(BIN)/coverage report; exit $$failed

wheel-trial: $(TOOLS)  ## build the wheel, install it and all that it needs from PyPI, use it in an empty folder
	WHEEL_TRIAL_FROM_PYPI=1 $(BIN)/python -m pytest tests/test_installed.py -k "wheel or installed_"

lowest:  ## the quick tests and the demo with the lowest versions that pyproject.toml allows
	rm -rf $(LOWEST)
	$(PYTHON) -m venv $(LOWEST)/uv
	$(LOWEST)/uv/bin/pip install --quiet --disable-pip-version-check uv
	$(LOWEST)/uv/bin/uv venv --quiet --python $(PYTHON) $(LOWEST)/venv
	$(LOWEST)/uv/bin/uv pip install --quiet --python $(LOWEST)/venv --resolution lowest-direct -e '.[test]'
	$(LOWEST)/venv/bin/python -m pytest -W ignore::DeprecationWarning $(QUICK)  # of old packages, by new ones
	$(LOWEST)/venv/bin/python -m grader demo --course $(LOWEST)/course

fairness: $(TOOLS)  ## 10,000 gradings of right answers, 1,000 of wrong ones: failures
	$(BIN)/python -m benchmarks.fairness

recovery: $(TOOLS)  ## 200 gradings killed at random moments: is the end the same?
	$(BIN)/python -m benchmarks.recovery

fuzz: $(TOOLS)  ## 125,000 hostile inputs for the readers of frames, notebooks and archives
	$(BIN)/python tests/fuzz/fuzzers.py

trace: $(TOOLS)  ## the modules that a graded submission passes
	$(BIN)/python -m benchmarks.trace

bench-grading: $(TOOLS)  ## stock nbgrader, this grader and the floor, interleaved
	$(BIN)/python -m benchmarks.grading

bench-scaling: $(TOOLS)  ## 10, 100 and 1,000 submissions: time, memory, pages
	$(BIN)/python -m benchmarks.scaling

bench-training: $(TOOLS)  ## seconds per epoch and likelihood, beside scikit-learn and the floors
	$(BIN)/python -m benchmarks.training

clean:  ## remove the environment; the course folder stays
	rm -rf $(VENV)
