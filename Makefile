# Two commands on a machine with Python 3.11 or newer, pip and make: `make reports` and `make test`.
# Each first builds .venv/ from requirements.lock, and again only when the lock has changed.

SHELL := /bin/sh
# The first Python that is new enough and has pip; name another with PYTHON=…
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	"$$p" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
STAMP := .venv/.built

# uv takes the Python it is given, trusts the certificates that pip trusts, and compiles once for all runs.
export UV_PYTHON_DOWNLOADS = never
export UV_SYSTEM_CERTS = 1
export UV_COMPILE_BYTECODE = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help venv reports test pages soak lint lock wheel clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

venv: $(STAMP)  ## build .venv/ from requirements.lock

reports: $(STAMP)  ## render the reports of seeds/ into reports/
	$(BIN)/negresearch report

test: $(STAMP)  ## run the tests (some two minutes at most)
	$(BIN)/pytest -q -n auto

pages: $(STAMP)  ## make pages of odd corpora, and look at those of reports/ in headless Chromium
	$(BIN)/pytest -q -n auto -m "(pages or browser) and not soak"

soak: $(STAMP)  ## run the long tests over many generated texts
	$(BIN)/pytest -q -m soak

lint: $(STAMP)  ## lint, format and strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The last line fails where an address has crept in.
lock: $(STAMP)  ## pin the newest versions that pyproject.toml allows, with their hashes
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --all-extras \
		--no-config --generate-hashes --no-emit-index-url --no-emit-find-links \
		--annotation-style line --custom-compile-command "make lock" --output-file requirements.lock
	! grep -nE '://|--(extra-)?index-url|--find-links' requirements.lock

wheel: $(STAMP)  ## build wheel and sdist into dist/
	$(BIN)/python -m build --no-isolation --outdir dist

clean:  ## remove what these commands made, the committed reports excepted
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs the lock in a fraction of pip's time. Where it cannot be had or will not run, pip does the same.
$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with pip was found: name one, as in make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	sed '/^uv==/,/[^\\]$$/d' requirements.lock > .venv/rest.lock
	$(BIN)/pip install -q --require-hashes --no-deps -r .venv/uv.lock \
		&& $(BIN)/uv pip install -q --no-config --python $(BIN)/python --require-hashes -r .venv/rest.lock \
		|| { echo "Without uv: pip does the same, and takes longer."; \
		$(BIN)/pip install -q --require-hashes -r .venv/rest.lock; }
	$(BIN)/pip install -q --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q negresearch
	@touch $(STAMP)
