# Two commands for newcomers: `make demo` and `make test`. `make check` is for people at work.

PYTHON ?= python3
BIN := .venv/bin
E2E := tests/e2e

.PHONY: demo test check format player lock clean

# The demo's keys sign for nobody, so their passphrase may stand here.
demo: export CEDU_PASSPHRASE = only for the demo
demo: .venv/runtime
	$(BIN)/cedu validate
	$(BIN)/cedu build
	$(BIN)/cedu build --delivery acme
	$(BIN)/cedu items curricula/samples/responses.csv --html dist/items.html
	test -d private/keys || $(BIN)/cedu issuer init
	$(BIN)/cedu certify curricula/samples/results.csv
	$(BIN)/cedu credential site --out dist/credentials
	@echo
	@echo "The site:            dist/site/index.html"
	@echo "The packages:        dist/scorm12/, dist/scorm2004/, dist/cmi5/ and dist/cartridge/"
	@echo "For one customer:    dist/acme/, with the steps to upload it in dist/acme/UPLOAD.md"
	@echo "The exam's items:    dist/qti21/bank/, dist/moodle-xml/bank/ and dist/gift/bank/"
	@echo "The exam on paper:   dist/exam-pdf/assessment/author-exam/"
	@echo "The documents:       dist/docs/curriculum-guide.html"
	@echo "What to look at:     dist/items.html, of the questions in curricula/samples/responses.csv"
	@echo "The certificates:    private/certificates/"
	@echo "Where they verify:   dist/credentials/verify/index.html, in a browser: drop a certificate there"
	@echo "What an LMS hears:   $(BIN)/cedu build --explain"

test: .venv/development system $(E2E)/node_modules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest

check: .venv/development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/unit tests/test_cases.py

format: .venv/development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What packages hold of the player's scripts and styles, and the site of certificates of the verifier's: to be made anew, and committed, when
# one of them has changed.
player: $(E2E)/node_modules
	PATH="$(CURDIR)/$(BIN):$$PATH" node $(E2E)/minify.js src/cedu/player/minified
	PATH="$(CURDIR)/$(BIN):$$PATH" node $(E2E)/minify-verifier.js src/cedu/verifier/minified

# The browser and the tools that the tests look at results with, from Debian.
.PHONY: system
system:
	sh $(E2E)/install-system-packages.sh

.venv/bin/python:
	$(PYTHON) -m venv .venv || { sh $(E2E)/install-system-packages.sh python3-venv && $(PYTHON) -m venv .venv; }

.venv/runtime: .venv/bin/python locks/runtime.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/build.lock -r locks/runtime.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/development: .venv/bin/python locks/development.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/development.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/runtime

# Node 20.19 or later: the machine's, or else the one that PyPI has as a wheel.
$(E2E)/node_modules: $(E2E)/package-lock.json .venv/development
	node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/node.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix $(E2E) --no-audit --no-fund --ignore-scripts
	@touch $@

# Pins everything again, with hashes, for every platform and Python that cedu runs on.
lock: .venv/development
	$(BIN)/python -m pip install --quiet uv
	for set in "runtime pyproject.toml" "development pyproject.toml --extra dev" "build locks/build.in" "node locks/node.in"; do \
	  set -- $$set; name=$$1; shift; \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	    $$@ -o locks/$$name.lock || exit 1; \
	done

clean:
	rm -rf .venv dist .cedu private $(E2E)/node_modules
