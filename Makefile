# make run    installs policy-kg into .venv, builds the graph and serves it on http://127.0.0.1:8000
# make test   runs all tests;  make lint  checks style and types;  make bench  measures;  make eval  scores the answers;  make train  learns from the bank;  make clean  removes what was made
# make docs   writes docs/reference and docs/pictures again (needs graphviz and a Chinese font for the pictures)

VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
DOT ?= dot
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: eval train run test test-system lint bench docs clean
.DELETE_ON_ERROR:

run: $(VENV)/.installed
	$(BIN)/policy-kg build
	$(BIN)/policy-kg serve --host $(HOST) --port $(PORT)

test: $(if $(filter true,$(CI)),test-system) $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# how well questions are answered, each author of the labelled questions left out in turn
eval: $(VENV)/.installed-dev
	$(BIN)/python bench/eval_ask.py

# learn the weights of asking from the bank again, after the bank, the vocabulary or the signs have changed (minutes)
train: $(VENV)/.installed-dev
	$(BIN)/python bench/train_ask.py

bench: $(VENV)/.installed-dev
	@for file in bench/bench_*.py; do [ -e "$$file" ] || continue; $(BIN)/python "$$file" || exit 1; done

docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py
	@for source in docs/pictures/*.dot; do $(DOT) -Tsvg -o "$${source%.dot}.svg" "$$source" || exit 1; done

# a browser and a Chinese font, for the tests that look at the page
test-system:
	@if command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
			chromium fontconfig fonts-noto-cjk >/dev/null; \
	else \
		echo 'make test-system: install chromium and a Chinese font (Debian, as root: apt-get install chromium fonts-noto-cjk)' >&2; \
		exit 1; \
	fi

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
	find src tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo 'policy-kg needs Python 3.11 or newer; none was found (make PYTHON=/path/to/python3)' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# pyproject.toml is the only thing that an install depends on: the sources are read where they lie
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed
