# Two commands on a fresh machine: `make run` and `make test`. Each does its own set-up.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
CATALOGUE := src/drogowskaz/locale/pl/LC_MESSAGES/django
export UV_PYTHON_DOWNLOADS = never
# Without compiled modules every command takes a second longer to start.
unexport PYTHONDONTWRITEBYTECODE
# One process of tests for each core; the tests of one file stay together, since they share what takes long to make.
PARALLEL := -n auto --dist loadfile

.PHONY: run install test lint look documents pictures messages lock clean

run: $(VENV)/.run $(CATALOGUE).mo
	@$(BIN)/drogowskaz demo

# What an installation needs, without the example data; see docs/administrators/install.md.
install: $(VENV)/.run $(CATALOGUE).mo

# Everything, first on PostgreSQL (only what touches a database), then on SQLite with the browser.
test: $(VENV)/.dev $(CATALOGUE).mo
	$(BIN)/pytest -q $(PARALLEL) -m "not look" --on postgresql
	$(BIN)/pytest -q $(PARALLEL) -m "not look"

# Every page in both languages, light and dark, wide, narrow and enlarged; pictures are kept for a person to look at.
PICTURES ?= var/look
look: $(VENV)/.dev $(CATALOGUE).mo
	$(BIN)/pytest -q -n auto -m look --pictures "$(PICTURES)"

lint: $(VENV)/.dev $(CATALOGUE).mo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet src
	$(BIN)/python tools/messages.py check
	$(BIN)/drogowskaz edition lint

# What is made from the code and kept in the repository: pages of the documentation and their pictures.
documents: $(VENV)/.dev $(CATALOGUE).mo
	$(BIN)/python tools/architecture.py
	$(BIN)/python tools/commands.py
	$(BIN)/python tools/roles.py
	$(BIN)/python tools/permissions.py
	$(BIN)/python tools/letters.py
	$(BIN)/python tests/engine/spec/render.py
	$(BIN)/python tools/office_template.py

pictures: $(VENV)/.dev $(CATALOGUE).mo
	$(BIN)/python tools/pictures.py

messages: $(VENV)/.dev
	$(BIN)/python tools/messages.py update
	$(BIN)/python tools/messages.py check

# Lock files carry hashes and no addresses, so that any mirror serves them.
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
lock: $(VENV)/.run
	$(BIN)/$(LOCK) pyproject.toml --extra install -o requirements/run.lock
	$(BIN)/$(LOCK) pyproject.toml --extra install --extra dev -c requirements/run.lock -o requirements/dev.lock

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .hypothesis $(CATALOGUE).mo

$(CATALOGUE).mo: $(CATALOGUE).po tools/messages.py 
	$(BIN)/python tools/messages.py compile

# uv installs fast; pip with the same hashes is the fallback where uv is not to be had.
define install
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv || true
	$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) \
	  || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

$(VENV)/.run: requirements/run.lock pyproject.toml
	$(call install,requirements/run.lock)
	touch $@

$(VENV)/.dev: requirements/dev.lock pyproject.toml
	$(call install,requirements/dev.lock)
	touch $@ $(VENV)/.run
