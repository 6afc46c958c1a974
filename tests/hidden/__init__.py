"""Hidden tests: one package for each assignment, imported by the grader, outside of `make test`."""
