# Everything a developer runs. Only python3 (3.11 or newer, with venv) is needed to start.
.DEFAULT_GOAL := help
SERVE ?= 1
BIN := .venv/bin
PO := $(shell find kezdesu -name django.po)
MO := $(PO:.po=.mo)
# Compiled modules are kept: without them each start of the command line takes seconds more.
unexport PYTHONDONTWRITEBYTECODE

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: assets messages ## build the Shymkent half-year and serve it (SERVE=0 only builds, FRESH=1 anew)
	@$(BIN)/kezdesu demo $(if $(filter 0,$(SERVE)),--no-serve) $(if $(FRESH),--fresh)

serve: assets messages ## serve the installation in ./data
	@$(BIN)/kezdesu serve

test: tools assets messages ## lint, types, imports, all tests on SQLite and PostgreSQL, browser journeys
	@tools/test

browser: tools assets messages ## only the journeys through a real Chromium
	@$(BIN)/pytest tests/browser

bench: tools assets messages ## five hundred phones deliver at once, undisturbed and with the server killed five times
	@for database in sqlite postgres; do for kills in 0 5; do \
	  $(BIN)/python -m benchmarks.field_load --database $$database --kills $$kills --json || exit 1; done; done

check: tools ## lint, types, ladder of imports
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && echo "ruff: clean"
	@$(BIN)/lint-imports > .venv/lint-imports.log && echo "ladder: kept" || { cat .venv/lint-imports.log; false; }
	@$(BIN)/mypy kezdesu planner demo tools

fix: tools ## format and mend what can be mended
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

messages: $(MO) ## compile the translations
$(MO): %.mo: %.po | .venv/runtime
	@$(BIN)/pybabel -q compile -D django -i $< -o $@

words: .venv/dev ## add new messages to the catalogues, say what lacks a translation
	@$(BIN)/python -m tools.messages

assets: .venv/runtime ## bundle scripts, styles and fonts
	@$(MAKE) -s .venv/compiled & compiled=$$!; tools/assets && wait $$compiled

# The search takes half a minute to compile, once: beside the bundling nobody waits for all of it.
.venv/compiled: $(wildcard planner/search/*.py) | .venv/runtime
	@echo "Compiling the planner …"
	@$(BIN)/python -m planner.warm general
	@touch $@

tools: .venv/dev
	@tools/system

lock: ## write both lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-header -q pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-header -q pyproject.toml --group dev -o requirements-dev.lock

clean: ## forget everything that can be made again (not ./data)
	rm -rf .venv node_modules .cache kezdesu/core/static/built $(MO)

.venv/uv: requirements-dev.lock
	@echo "Making the environment …"
	@test -x $(BIN)/python || python3 -m venv .venv
	@awk '/^[^ ]/ {on = /^uv==/} on' requirements-dev.lock > .venv/uv.lock
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r .venv/uv.lock
	@touch $@

.venv/runtime: requirements.lock pyproject.toml | .venv/uv
	@echo "Installing what runs …"
	@$(BIN)/uv pip install -q --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --no-deps -e .
	@touch $@

.venv/dev: requirements-dev.lock | .venv/runtime
	@echo "Installing what tests …"
	@$(BIN)/uv pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: help demo serve test browser bench check fix messages words assets tools lock clean
