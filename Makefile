# Needs make, Python 3.11 or later and its pip (22.3 or later); nothing else. Everything it builds lies in .venv and build.

PYTHON  ?= python3
ANSWERS ?= examples/conditional-go/answers.yaml
AS_OF   ?= 2026-11-22
REPORTS := build/report.md build/report.html

VENV := .venv
PEERS := .venv/peers
AUDIT := .venv/audit
OTHERS = $(foreach python,$(PYTHONS),$(abspath $(VENV)/pythons/$(notdir $(python))))
PY   := $(VENV)/bin/python
# Debian's python3 has no ensurepip and its pip installs nothing outside an environment: so one without pip, filled from outside.
PIP  := $(PYTHON) -m pip --python $(PY) -qq --disable-pip-version-check --no-input
LOCK  = $(PY) -m uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --annotation-style line --custom-compile-command "make lock"

.DEFAULT_GOAL := run
.NOTPARALLEL:
.PHONY: run test soak bench lint coverage mutants pythons format lock audit wheel clean help

run: $(VENV)/.run ## judge the example and write its report (ANSWERS=FILE, AS_OF=DATE: another one)
	@rm -f $(REPORTS)
	@verdict=0; $(PY) -m govcheck check "$(ANSWERS)" --as-of $(AS_OF) || verdict=$$?; \
	test $$verdict -le 1 || exit $$verdict; \
	echo; \
	for report in $(REPORTS); do \
		$(PY) -m govcheck report -a "$(ANSWERS)" --as-of $(AS_OF) -o $$report || exit; \
	done; \
	echo "Read $(firstword $(REPORTS)), or open $(lastword $(REPORTS)) in a browser."; \
	exit $$verdict

test: $(VENV)/.dev ## run the tests (ARGS="-k floors": only some)
	@$(PY) -m pytest -n auto $(ARGS)

soak: $(VENV)/.dev $(PEERS)/.installed ## the long runs: kills, two reviewers, keystrokes against another tool
	@GOVCHECK_PEERS=$(abspath $(PEERS)/bin) $(PY) -m pytest -n auto -m soak -rP $(ARGS)

bench: $(VENV)/.dev ## measure the program against its goals (ARGS="--book": also 5,000 files; "--peers DIR": other tools)
	@$(PY) -m benchmarks $(ARGS)

lint: $(VENV)/.dev ## what must be clean besides: style, types
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m mypy

coverage: $(VENV)/.dev ## what the tests run of the program, by branches; some ten minutes (ARGS=tests/test_files.py: by these)
	@$(PY) -m coverage erase
	@passed=0; $(PY) -m coverage run -m pytest -n auto $(ARGS) || passed=$$?; \
	$(PY) -m coverage combine --quiet && $(PY) -m coverage report --show-missing --skip-covered && exit $$passed

mutants: $(VENV)/.dev ## whether the tests notice small defects; an hour or more (ARGS="--part verdict", "--sample 200": less)
	@mkdir -p build/mutants
	@test -f build/mutants/.coverage || { $(PY) -m coverage run --rcfile=tests/mutants.coveragerc -m pytest \
		-n auto --junitxml=build/mutants/tests.xml; $(PY) -m coverage combine --quiet --rcfile=tests/mutants.coveragerc; }
	@$(PY) tests/mutants.py $(ARGS)

pythons: $(VENV)/.dev ## whether other Pythons give the same bytes (PYTHONS="python3.12 python3.13")
	@for python in $(PYTHONS); do \
		other=$(VENV)/pythons/$$(basename $$python); \
		$(MAKE) --no-print-directory PYTHON=$$python VENV=$$other $$other/.run || exit; \
	done
	@GOVCHECK_PYTHONS="$(OTHERS:=/bin/python)" $(PY) -m pytest -m soak -rP tests/test_same_bytes.py

format: $(VENV)/.dev ## lay out the code as lint wants it
	@$(PY) -m ruff check --quiet --fix
	@$(PY) -m ruff format --quiet

lock: $(VENV)/.dev ## write the lock files from pyproject.toml (ARGS=--upgrade: with newer versions)
	@$(LOCK) $(ARGS) --all-extras --output-file requirements-dev.txt
	@$(LOCK) --extra build --constraint requirements-dev.txt --output-file requirements.txt

audit: $(AUDIT)/.installed ## ask whether what is locked has known defects; needs the network
	@for lock in requirements.txt requirements-dev.txt; do \
		$(AUDIT)/bin/python -m pip_audit --strict --disable-pip --require-hashes --requirement $$lock || exit; \
	done

wheel: $(VENV)/.run ## build the wheel into dist, the same bytes from the same commit
	@mkdir -p dist
	@SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)} \
		$(PY) -c 'import hatchling.build as backend; print(backend.build_wheel("dist"))' | \
		(cd dist && xargs sha256sum)

clean: ## remove everything that make built
	@rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find src tests -name __pycache__ -prune -exec rm -rf {} +

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

# Set up once, and again when a lock file or pyproject.toml has changed.
$(VENV)/.run: requirements.txt pyproject.toml | $(PY)
$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(PY)
$(VENV)/.run $(VENV)/.dev:
	@echo "Setting up: installing what $< lists into $(VENV)" >&2
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What we are measured against and what reads our files stands in an environment of its own.
$(PEERS)/.installed: Makefile | $(PY)
	@echo "Setting up: installing copier, check-jsonschema, deon, duckdb and pre-commit into $(PEERS)" >&2
	@$(PYTHON) -m venv --clear --without-pip $(PEERS)
	@$(PYTHON) -m pip --python $(PEERS)/bin/python -qq --disable-pip-version-check --no-input install \
		copier==9.19.1 check-jsonschema==0.39.0 deon==0.3.0 duckdb==2.0.1 pre-commit==4.7.0
	@touch $@

# Whatever looks for defects is no part of what is looked at.
$(AUDIT)/.installed: Makefile | $(PY)
	@echo "Setting up: installing pip-audit into $(AUDIT)" >&2
	@$(PYTHON) -m venv --clear --without-pip $(AUDIT)
	@$(PYTHON) -m pip --python $(AUDIT)/bin/python -qq --disable-pip-version-check --no-input install pip-audit==2.10.1
	@touch $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "govcheck needs Python 3.11 or later; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || \
		{ echo "$(PYTHON) has no pip; install it, on Debian with: apt-get install python3-pip" >&2; exit 1; }
	@$(PYTHON) -m venv --clear --without-pip $(VENV)
