# `make serve` and `make test` are all that a newcomer needs; both prepare the environment themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8001
HOST ?= 127.0.0.1
SITE := --setting suggest_facets off --metadata metadata.yml --plugins-dir plugins

.DEFAULT_GOAL := help

.PHONY: help
help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

.PHONY: install
install: $(VENV)/.installed ## the environment in .venv

$(VENV)/.installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python is not here: install Python 3.11 or later, or say make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.packages: $(VENV)/.installed publishing/web/npm.csv
	$(BIN)/python -m publishing.fetched
	@touch $@

$(VENV)/.checks: $(VENV)/.packages requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@

.PHONY: build
build: news.db ## news.db from raw/

# `sqlite3 news.db` before the first build leaves an empty file, which make would take for the register.
$(shell find . -maxdepth 1 -name news.db -empty -delete)

news.db: $(VENV)/.installed build.py $(shell find pipeline reference raw -type f -not -name '*.pyc')
	$(BIN)/python build.py --raw raw --output $@

.PHONY: serve
serve: news.db ## build raw/ and serve it on http://127.0.0.1:8001
	$(BIN)/python -m datasette serve --immutable news.db --host 127.0.0.1 --port $(PORT) $(SITE)

.PHONY: serve-immutable
serve-immutable: inspect.json ## the same for a server: nothing is counted twice (HOST=0.0.0.0, PORT=...)
	$(BIN)/python -m datasette serve --immutable news.db --inspect-file inspect.json --host $(HOST) --port $(PORT) $(SITE)

inspect.json: news.db
	$(BIN)/python -m datasette inspect news.db --inspect-file $@

.PHONY: publish
publish: news.db $(VENV)/.packages ## dist/: the register as a folder that any host can serve (TEXT=full|excerpt|none, URL=https://...)
	$(BIN)/python publish.py --register news.db --output dist $(if $(TEXT),--text $(TEXT)) $(if $(URL),--url $(URL))

.PHONY: test
test: $(VENV)/.checks ## all tests, those in a browser too where chromium is installed
	$(BIN)/python -m pytest

.PHONY: lint
lint: $(VENV)/.checks ## format, lint, types, import order
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(VENV)/.checks ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: screenshots
screenshots: news.db $(VENV)/.checks ## the pictures of the README, by chromium
	$(BIN)/python -m docs.screenshots

.PHONY: evaluate
evaluate: $(VENV)/.checks ## how right it is on the labelled pages of tests/, for reference/evaluation.csv and the site
	$(BIN)/python -m benchmarks.evaluate

.PHONY: bench
bench: news.db ## what the build costs
	$(BIN)/python -m benchmarks.build
