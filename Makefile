# Every target sets up what it needs: Python 3.11+, gcc and make are all that the machine must have.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.greffier-installed

.PHONY: demo test gate accuracy bench check lock clean

$(STAMP): pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)  ## read an example article and print its record
	$(BIN)/greffier read examples/treve-de-trente-jours.txt --published 2025-03-12

test: $(STAMP)  ## format, lint, types, then all tests
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/python -m pytest

gate: $(STAMP)  ## accuracy on the development gold against the pinned floors
	$(BIN)/greffier gate

accuracy: $(STAMP)  ## docs/accuracy.md anew, on the same development sets
	$(BIN)/greffier accuracy > docs/accuracy.md.new
	mv docs/accuracy.md.new docs/accuracy.md

bench: $(STAMP)  ## speed against the stock pipeline (long)
	$(BIN)/python bench/speed.py

lock: $(STAMP)  ## pin every dependency anew
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra fr --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links \
		--allow-unsafe --strip-extras --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
