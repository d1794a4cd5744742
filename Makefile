# Một Cửa. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
FONTS := chalicelib/documents/fonts/built.json
LAYERS := build/layers/.ready
WEB := build/web-manifest.json
BROWSER := build/browser/.ready
CHECKS := .venv-checks
CHECKOV := .venv-checkov

# make defines AS as the assembler. Ignore that value; AS here is an account.
ifeq ($(origin AS),default)
AS :=
endif
export PORT PROVINCE STATE AS LEVEL RECEIVED DAYS SIZES SECONDS ROUNDS FILE SYSTEM DRY API TOKEN_FILE DOSSIERS
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: placed help setup run web web-size browser pictures try demo token due bench cold cost test lint checks package deploy \
        undeploy redrive catch-up rollups rotate restore import regulations unverified lunar places lock clean

help:  ## Lists the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

setup: $(READY) $(FONTS)  ## Builds .venv and the fonts from pinned packages

$(READY): requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "cannot set up: $(PYTHON) is missing; install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "cannot set up: Python 3.11 or newer is needed; name one with PYTHON=python3.13."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "cannot set up: this Python has no venv module; on Debian and Ubuntu install the package python3-venv."; exit 1; }
	@echo "setting up .venv from pinned packages (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(FONTS): $(READY) package-lock.json tools/fonts.py
	@$(PY) -m tools.fonts
	@touch $@

# What the browser gets. Tests of screens are no part of it.
WEB_SOURCES := $(shell find web -type f ! -name '*.py') package-lock.json tools/web.py tools/node.py

$(WEB): $(READY) $(WEB_SOURCES)
	@$(PY) -m tools.web

web: $(WEB)  ## Builds the web frontend into build/web

web-size: $(WEB)  ## What a first visit and each screen weigh, compressed
	@$(PY) -m tools.web size

$(BROWSER): $(READY) package-lock.json tools/browser.py tools/browser.mjs
	@$(PY) -m tools.browser
	@touch $@

run: $(READY) $(FONTS) $(WEB)  ## A whole province on this machine (PORT=8000 PROVINCE=an-giang|dong-thap STATE=dir)
	@exec $(PY) -m local.run

try: $(READY)  ## Drives two dossiers from filing to result in the running province
	@$(PY) -m local.life

demo: $(READY)  ## Fills the running province with a believable week of 400 dossiers (DOSSIERS=400)
	@$(PY) -m local.demo

token: $(READY)  ## A bearer token of the running province (AS=citizen-1 LEVEL=2)
	@$(PY) -m local.house

due: $(READY)  ## A due time and how it was calculated (RECEIVED=2026-11-20T14:00 DAYS=3)
	@$(PY) -m local.due

bench: $(READY)  ## Measures speed, cost and cold starts (SIZES="1000 100000" SECONDS=5)
	@$(PY) -m local.catalogue
	@$(PY) -m local.bench
	@$(PY) -m local.cold

cold: $(READY)  ## What each function imports at a cold start, and how long it takes (ROUNDS=15)
	@$(PY) -m local.cold

cost: $(READY)  ## The cost on AWS of each operation, a thousand dossiers and a year (ROUNDS=20)
	@$(PY) -m local.cost

test: lint checks $(WEB) $(BROWSER)  ## The whole suite: lint, types, import contracts, static checks, tests, screens
	@$(PY) -m pytest -q -n 2 --dist loadfile
	@$(SCREENS)

# Each screen's tests have a province and a browser of their own: what one fills is seen by no other.
SCREENS = find web -name 'test_*.py' | sort | xargs -n 1 -P 2 $(PY) -m pytest -q

browser: $(FONTS) $(WEB) $(BROWSER)  ## The screens alone, in a real browser; compares build/pictures with docs/pictures
	@$(SCREENS)
	@$(PY) -m tools.pictures

pictures: $(READY)  ## Keeps the pictures that the browser made last as those of the docs (docs/pictures)
	@$(PY) -m tools.pictures keep

lint: $(READY) $(FONTS)  ## Lint, formatting, types and import contracts
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(PY) -m tools.web check

COMPILED := env -u PYTHONDONTWRITEBYTECODE

checks: package $(CHECKS)/.ready $(CHECKOV)/.ready  ## cfn-lint, checkov, bandit and detect-secrets, all offline
	@$(COMPILED) $(CHECKS)/bin/cfn-lint --config-file checks/cfn-lint.yaml
	@$(COMPILED) $(CHECKOV)/bin/checkov --config-file checks/checkov.yaml
	@$(COMPILED) $(CHECKS)/bin/bandit -q -c checks/bandit.yaml -r app.py chalicelib local tools
	@git ls-files -z | $(COMPILED) xargs -0 $(CHECKS)/bin/detect-secrets-hook --no-verify --baseline checks/secrets.json

# Separate from .venv, because the tools' packages conflict with ours. Few of their modules are
# imported, so they are compiled on first use instead of at installation.
.venv-%/.ready: requirements-%.lock | $(READY)
	@echo "setting up .venv-$* from pinned packages (once; about half a minute)"
	@$(PYTHON) -m venv --clear --without-pip .venv-$*
	@$(PY) -m pip --python .venv-$*/bin/python install -qq --disable-pip-version-check --no-compile --require-hashes -r $<
	@touch $@

$(LAYERS): $(READY) requirements.lock tools/layers.py tools/zips.py $(wildcard layers/*.txt)
	@$(PY) -m tools.layers
	@touch $@

package: $(FONTS) $(LAYERS) $(WEB)  ## Builds the package for AWS in build/package: template, zip, layers
	@$(PY) -m tools.package

deploy: placed package  ## Shows the changes on AWS, requests approval, deploys (STAGE=test PROVINCE=an-giang)
	@$(PY) -m tools.deploy $(STAGE) $(PROVINCE)

undeploy: placed $(READY)  ## Deletes a stack, except the resources that keep dossiers (STAGE=test PROVINCE=an-giang)
	@$(PY) -m tools.deploy --undeploy $(STAGE) $(PROVINCE)

placed:
	@test -n "$(STAGE)" -a -n "$(PROVINCE)" || { echo "say where: make deploy STAGE=test PROVINCE=an-giang"; exit 1; }

redrive: $(READY)  ## Sends dead letters back to their queue (QUEUE=mot-cua-test-an-giang-rollups)
	@$(PY) -m tools.redrive $(QUEUE)

catch-up: $(READY)  ## Relays a stack's events again (STACK=mot-cua-test-an-giang SINCE=2026-11-20T07:00)
	@$(PY) -m tools.catch_up $(STACK) $(SINCE)

rollups: $(READY)  ## Recounts everything from the events (STACK=mot-cua-test-an-giang)
	@$(PY) -m tools.rollups $(STACK)

rotate: $(READY)  ## Adds a new secret to a stack's existing ones (STACK=mot-cua-test-an-giang)
	@$(PY) -m tools.rotate $(STACK)

restore: $(READY)  ## Restores the table as it was at a time (STACK=mot-cua-test-an-giang AT=2026-11-20T07:00, or BACKUP=arn)
	@$(PY) -m tools.restore $(STACK) $(if $(BACKUP),--backup $(BACKUP),--at $(AT))

import: $(READY)  ## Takes over dossiers of the system that is replaced (FILE=old.jsonl SYSTEM="its name" DRY=1)
	@$(PY) -m tools.takeover

regulations: $(READY)  ## Draws what the regulations ask, row by row (docs/regulations)
	@$(PY) -m tools.regulations

unverified: $(READY)  ## Every value of the packs that a lawyer must still look up: place, value, why
	@$(PY) -m tools.unverified

DRAWING := build/packs/.ready

$(DRAWING): requirements-packs.lock | $(READY)
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --target build/packs -r $<
	@touch $@

lunar: $(DRAWING)  ## Draws the table of Tet and of the months before it (chalicelib/agencies/tet.py)
	@PYTHONPATH=build/packs $(PY) -m tools.lunar

places: $(DRAWING)  ## Draws the units of before and after 2025-07-01 of each province (infra/seed/*/places.yaml)
	@PYTHONPATH=build/packs $(PY) -m tools.places

COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q

lock:  ## Pins all packages and their dependencies again, ours and those of the checks (needs uv)
	$(COMPILE) requirements-dev.txt -o requirements.lock
	$(COMPILE) requirements-checks.txt -o requirements-checks.lock
	$(COMPILE) requirements-checkov.txt -o requirements-checkov.lock

clean:  ## Deletes everything that was built; keeps the province's state under .local/state
	rm -rf $(VENV) $(CHECKS) $(CHECKOV) build node_modules chalicelib/documents/fonts .pytest_cache .mypy_cache .ruff_cache
