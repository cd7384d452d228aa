# Everything a developer runs. Only python3 (3.11 or newer, with venv) is needed to start.
.DEFAULT_GOAL := help
SERVE ?= 1
PORT ?= 8000
BIN := .venv/bin

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

lock: ## write both lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-header -q pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-header -q pyproject.toml --group dev -o requirements-dev.lock

.PHONY: help lock
