# Every command a newcomer needs; each one makes the environment first if it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint fairness recovery fuzz bench-grading bench-scaling bench-training clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 18

setup: $(READY)  ## make .venv and install everything in it

$(READY): pyproject.toml constraints.txt
	@echo "Making $(VENV) and installing everything in it: about a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

demo: $(READY)  ## release `rbm`, grade an invented class, say which page to open
	$(BIN)/python -m grader demo

test: $(READY)  ## the whole test suite
	$(BIN)/python -m pytest

lint: $(READY)  ## style and unused code
	$(BIN)/ruff check .

fairness: $(READY)  ## 10,000 gradings of right answers, 1,000 of wrong ones: failures
	$(BIN)/python -m benchmarks.fairness

recovery: $(READY)  ## 200 gradings killed at random moments: is the end the same?
	$(BIN)/python -m benchmarks.recovery

fuzz: $(READY)  ## 100,000 hostile inputs for the readers of frames and notebooks
	$(BIN)/python tests/fuzz/fuzzers.py

bench-grading: $(READY)  ## stock nbgrader, this grader and the floor, interleaved
	$(BIN)/python -m benchmarks.grading

bench-scaling: $(READY)  ## 10, 100 and 1,000 submissions: time, memory, pages
	$(BIN)/python -m benchmarks.scaling

bench-training: $(READY)  ## seconds per epoch and likelihood, beside scikit-learn and the floors
	$(BIN)/python -m benchmarks.training

clean:  ## remove the environment and the demo course
	rm -rf $(VENV) course
