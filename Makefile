# Two commands on a fresh clone: `make demo` and `make test`. Each makes the .venv it needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check quick evals quality clean

demo: .venv/run.stamp
	$(BIN)/onrecord demo

test: check evals

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

quick: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/pytest -x -m "not slow" tests

evals: .venv/dev.stamp
	$(BIN)/python -m evals.gate

quality: .venv/dev.stamp
	$(BIN)/python -m evals.quality

.venv/run.stamp: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 demo" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache
