# The commands of the project. A machine with Python 3.11+ (with venv and pip) and make will do;
# uv makes installing quicker where it is there.
SHELL := /bin/sh
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
TYPED := core $(wildcard $(addprefix */,actions actions.py choices.py deadlines.py \
	disclosure.py draw.py metrics.py permissions.py roles.py status.py workflow.py))
PYTEST := $(PYTHON) -m pytest -n 2 --dist loadgroup
export PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test stress bench check fix lock install-base install-test

help: ## Show these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# Checks and tests leave the installation in var/ alone.
check test stress: export PORTAL_VAR = $(CURDIR)/.venv/check
check: export DJANGO_SETTINGS_MODULE = portal.settings.dev

run: install-base ## Serve the demo city at http://127.0.0.1:8000/ (PORT=, PORTAL_VAR=)
	@$(PYTHON) -m core.translations
	@exec $(MANAGE) prepare --serve

test: install-test ## Run all tests, on SQLite and PostgreSQL; says what it skipped and why
	@$(PYTHON) -m core.translations
	@$(PYTEST) -rs $(ARGS)
	@$(PYTHON) -m tests.servers -- $(PYTEST) -q --ignore tests/browser $(ARGS)

stress: install-test ## Kill web and worker 100 times while they work (ROUNDS=, SEED=, DB=postgresql)
	@$(PYTHON) -m core.translations
	@$(PYTHON) -m tests.stress --rounds $(or $(ROUNDS),100) --db $(or $(DB),sqlite) \
		$(if $(SEED),--seed $(SEED))

check: install-test ## Formatting, lint, types, templates, imports, migrations, translations
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	.venv/bin/djlint --lint --quiet .
	$(PYTHON) -m mypy $(TYPED)
	.venv/bin/lint-imports
	$(MANAGE) check --fail-level ERROR
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_translations
	$(MANAGE) case_states --check
	@echo "No lock file holds an address"
	@! grep -nE '(https?|file)://' requirements/*.txt

fix: install-test ## Format, repair what lint can repair, draw the state diagram anew
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	$(MANAGE) case_states

bench: install-test ## Measure the pages and write benchmarks/results/ (QUICK=1: a first look)
	@$(PYTHON) -m core.translations
	@$(PYTHON) -m benchmarks $(if $(QUICK),--quick) $(ARGS)

lock: ## Pin the requirements anew, with hashes (needs uv)
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --upgrade requirements/base.in -o requirements/base.txt
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --upgrade requirements/test.in -o requirements/test.txt

install-base install-test: install-%: .venv/bin/pip
	@sum="$$(cksum < requirements/$*.txt)"; stamp=.venv/$*.installed; \
	if [ "$$(cat $$stamp 2>/dev/null)" = "$$sum" ]; then exit 0; fi; \
	echo "Installing requirements/$*.txt …"; \
	if command -v uv >/dev/null; then \
		uv pip install --quiet --python $(PYTHON) --require-hashes -r requirements/$*.txt; \
	else \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check \
			--require-hashes -r requirements/$*.txt; \
	fi && echo "$$sum" > $$stamp

.venv/bin/pip:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; python3 is older."; exit 1; }
	python3 -m venv .venv
