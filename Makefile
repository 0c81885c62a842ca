# The two commands of the README, and what stands behind them. `make help` lists all targets.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
# Versions are pinned also for what pip needs to build the package itself (two names: before and since pip 25.3).
PINNED := PIP_CONSTRAINT=requirements/dev.txt PIP_BUILD_CONSTRAINT=requirements/dev.txt

# Every sample as a user would have it; what it is made from stands beside it as source.toml.
SAMPLES := $(filter-out %.toml,$(sort $(wildcard samples/*/source.*)))
SMOKE   := build/smoke

.NOTPARALLEL:
.PHONY: help demo test style types imports evaluate smoke unit fuzz format samples comparison bench chaos lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/.run ## install, extract the samples into build/demo and print a summary
	$(BIN)/jixiao extract $(SAMPLES) -o build/demo

test: style types imports evaluate smoke unit ## everything that CI runs

style: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

evaluate: $(VENV)/.dev ## score the samples against their gold and the pinned floors
	$(BIN)/jixiao extract $(SAMPLES) -o build/evaluate
	$(BIN)/jixiao evaluate samples build/evaluate --floors tests/floors/samples.toml

smoke: $(VENV)/.dev ## build sdist and wheel, install the wheel elsewhere and run it
	rm -rf $(SMOKE)
	mkdir -p $(SMOKE)
	$(BIN)/python -m build --no-isolation --outdir $(SMOKE)/dist . > $(SMOKE)/build.log
	$(PYTHON) -m venv $(SMOKE)/venv
	$(SMOKE)/venv/bin/python -m pip --disable-pip-version-check install --quiet -c requirements/run.txt $(SMOKE)/dist/*.whl
	cp $(firstword $(SAMPLES)) $(SMOKE)/
	cd $(SMOKE) && venv/bin/jixiao extract $(notdir $(firstword $(SAMPLES))) > from-wheel.json
	cd $(SMOKE) && ../../$(BIN)/jixiao extract $(notdir $(firstword $(SAMPLES))) > from-checkout.json
	cmp $(SMOKE)/from-wheel.json $(SMOKE)/from-checkout.json

unit: $(VENV)/.dev ## the tests alone
	$(BIN)/python -m pytest

fuzz: $(VENV)/.dev ## the property tests with many random cases
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=fuzz

format: $(VENV)/.dev ## bring the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

samples: $(VENV)/.dev ## write the samples' PDF, DOCX and other sources anew
	$(BIN)/python samples/build.py

comparison: $(VENV)/.dev ## write the checked-in comparison of the three sample years anew
	$(BIN)/jixiao extract $(filter samples/fitness-202%,$(SAMPLES)) -o build/fitness
	$(BIN)/jixiao compare build/fitness -o samples/fitness-comparison/comparison.json
	$(BIN)/jixiao compare build/fitness -o samples/fitness-comparison/comparison.wide.csv

bench: $(VENV)/.dev ## measure reading, extracting and comparing, side by side with what else could be used
	$(BIN)/python benchmarks/readers.py
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/compare.py
	$(BIN)/python benchmarks/bulk.py
	$(BIN)/python benchmarks/engines.py load

chaos: $(VENV)/.dev ## kill runs a hundred times, give them hostile files, kill a machine, and compare what comes out
	$(BIN)/python benchmarks/chaos.py
	$(BIN)/python benchmarks/hostile.py
	$(BIN)/python benchmarks/troubles.py
	$(BIN)/python benchmarks/engines.py node

lock: ## pin the newest versions in range in requirements/
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet .
	build/lock/bin/python -m pip freeze --exclude jixiao > requirements/run.txt
	build/lock/bin/python -m pip install --quiet '.[dev]'
	build/lock/bin/python -m pip freeze --exclude jixiao > requirements/dev.txt

clean: ## remove what was made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No virtual environment could be made; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet -r requirements/run.txt
	$(PINNED) $(PIP) install --quiet --no-deps --editable .
	$(BIN)/python -m compileall -q extractor # as pip does where it installs for good: else every worker may have to
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) install --quiet -r requirements/dev.txt
	@touch $@
