# Everything runs in a virtual environment of the repository's own, .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS := actions,cli,pulse,socks,testing,yaml
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test coverage check generate docs package bench clean

demo: $(VENV)/demo  ## the main job, in both halves, against a local Taskcluster or TASKCLUSTER_ROOT_URL
	@$(BIN)/python examples/demo.py

test: $(VENV)/dev tests/js/node_modules  ## the whole suite; what is skipped is listed at its end
	@echo "The suite takes some three minutes on two cores, five on slow ones."
	$(BIN)/pytest -n 3 -r s tests

coverage: $(VENV)/dev tests/js/node_modules  ## the suite again, which must run every line and branch of the library
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 3 tests
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --omit '*/tc/testing/*,*/tc/cli/*'
	$(BIN)/coverage report --include '*/tc/cli/*' --fail-under 98
	$(BIN)/coverage report --include '*/tc/testing/*' --fail-under 98

check: $(VENV)/dev  ## everything the gate checks besides the tests
	$(BIN)/python tools/import_references.py --check
	$(BIN)/python tools/generate.py --check
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/codespell
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

docs: $(VENV)/docs  ## the documentation, into site/; a warning fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "The documentation is in site/index.html"

package: $(VENV)/dev  ## sdist, wheel and SBOM, installed and used on each supported Python that is there
	$(BIN)/nox --session package lowest sbom

bench: $(VENV)/bench/ready  ## cost beside the official client, into benchmarks/RESULTS.md; fails when it is too high
	$(VENV)/bench/bin/python -m benchmarks --output benchmarks/RESULTS.md

generate: $(VENV)/dev  ## all generated code, from api/ and _async/
	$(BIN)/python tools/generate.py

$(VENV)/python: 
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/demo: $(VENV)/python pyproject.toml
	$(PIP) --editable '.[testing]'
	@touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml
	$(PIP) 'pip>=25.1' # which knows dependency groups
	$(PIP) --editable '.[$(EXTRAS)]' --group dev
	@touch $@ $(VENV)/demo

# An environment without the tools: some of them slow down the imports of httpx.
$(VENV)/bench/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --editable . taskcluster==113.2.0 trustme==1.2.1
	@touch $@

# Judges in JavaScript, where there is npm and what it fetches. Nothing else waits for them for long, or fails without.
tests/js/node_modules: tests/js/package.json
	@if ! command -v npm >/dev/null; then echo "npm is not installed: tests with judges in JavaScript are skipped"; \
	elif echo "npm fetches judges in JavaScript, and is given up within a minute or so" && \
	  npm install --prefix tests/js --silent --no-audit --no-fund --no-package-lock --no-update-notifier \
	    --fetch-timeout=10000 --fetch-retries=0; then touch $@; \
	else rm -rf $@; echo "npm fetched nothing: tests with judges in JavaScript are skipped"; fi

$(VENV)/docs: $(VENV)/python pyproject.toml
	$(PIP) 'pip>=25.1'
	$(PIP) --editable '.[cli]' --group docs
	@touch $@

clean:
	rm -rf $(VENV) .cache .nox .mypy_cache .pytest_cache .ruff_cache .hypothesis dist site tests/js/node_modules
