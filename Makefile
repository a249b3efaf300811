# Everything runs from a virtual environment of this repository; nothing else on the machine is touched.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= gongjian-demo

.PHONY: help install demo test check format docs bench verify evaluate lock clean
help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"found Python {v[0]}.{v[1]}, expected 3.11 or newer: call make PYTHON=/path/to/python3")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/bench.txt
	@touch $@

install: $(VENV)/.dev ## virtual environment with everything

demo: $(VENV)/.run ## the main job on the Jinniu case, end to end
	$(BIN)/gongjian demo --out $(OUT)

test: $(VENV)/.dev ## all tests, on a real Neo4j started by the run itself
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.dev ## lint, format, types, layers, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m graphmodel.docs --check

format: $(VENV)/.dev ## apply the formatter and safe fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## write the generated pages under docs/
	$(BIN)/python -m graphmodel.docs

bench: $(VENV)/.bench ## measure beside what a user would use instead
	$(BIN)/python -m benchmarks --write

verify: $(VENV)/.dev ## hold every rule against planted gaps, and write docs/verification.md
	$(BIN)/python -m verification --write

evaluate: $(VENV)/.dev ## hold recommended links against what came later, and write docs/evaluation.md
	$(BIN)/python -m evaluation --write

lock: ## resolve and pin all dependencies with hashes (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml requirements/build.in requirements/dev.in -c requirements/run.txt -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml requirements/bench.in -c requirements/run.txt -o requirements/bench.txt

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
