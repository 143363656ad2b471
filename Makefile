# The commands of the project; each says what it does, `make help` lists them.
# PYTHON names the Python that makes .venv, PORT where the demonstration is served.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset serve setup test check soak bench lock reference wheel screens clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s%s\n", $$1, $$2 }'

demo: ## set up, play the demonstration the first time, and serve it on PORT (8000)
	@$(PYTHON) -m tools.setup core
	@exec $(VENV)/konfrans demo --port $(PORT)

demo-reset: ## start the demonstration over: its data is removed, played anew and served
	@rm -rf var/demo
	@$(MAKE) --no-print-directory demo PORT=$(PORT) PYTHON=$(PYTHON)

serve: ## set up and serve a conference of one's own (docs/operator.md)
	@$(PYTHON) -m tools.setup core
	@$(VENV)/konfrans migrate
	@exec $(VENV)/konfrans serve --port $(PORT)

setup: ## prepare .venv with all extras; the command is then .venv/bin/konfrans
	@$(PYTHON) -m tools.setup all

test: ## set up and run the suite of every day
	@$(PYTHON) -m tools.setup all
	@exec $(VENV)/python -m tools.suite

check: ## the checks alone: style, types, floors and rooms, messages
	@$(PYTHON) -m tools.setup all
	@exec $(VENV)/python -m tools.suite checks

soak: ## the long tests; writes docs/soak.md
	@$(PYTHON) -m tools.setup all
	@exec $(VENV)/python -m tools.soak

bench: ## every benchmark beside its yardstick; writes the figures into README.md
	@$(PYTHON) -m tools.setup all
	@exec $(VENV)/python -m benchmarks

lock: ## compile the locks anew; UPGRADE=1 takes the newest versions
	@$(PYTHON) -m tools.setup core
	@exec $(VENV)/python -m tools.lock $(if $(UPGRADE),upgrade)

reference: ## write the reference pages from the program
	@$(PYTHON) -m tools.setup all
	@exec $(VENV)/python -m tools.reference

wheel: ## build a wheel that runs, in dist/
	@$(PYTHON) -m tools.setup core
	@exec $(VENV)/python -m tools.wheel

screens: ## the pictures of docs/pictures, made from the demonstration
	@$(PYTHON) -m tools.setup all
	@exec $(VENV)/python -m tools.screens

clean: ## remove what checks, tests and builds left; .venv and var/ stay
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
