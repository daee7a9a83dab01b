# Thin: each target is a readable line or two. The work is done by the tools it names.
SHELL := /bin/bash
export UV_PYTHON_DOWNLOADS := never
PY := .venv/bin/python
LOCKS := requirements.txt requirements-dev.txt pyproject.toml

.PHONY: run test check bench setup setup-dev help locks messages audit clean

run: .venv/.run ## serve the forum at http://127.0.0.1:8000 (PORT, CONVOKE_HOME)
	@exec .venv/bin/convoke run

test: setup-dev ## everything: both databases, browser, linters, types, contracts, translations, migrations
	@$(PY) tools/test.py

check: setup-dev ## the fast inner loop
	@$(PY) tools/test.py --fast

bench: setup-dev ## measure; prints figures
	@$(PY) -m benchmarks

setup: .venv/.run ## install what running needs into the checkout
setup-dev: .venv/.dev ## install what testing needs as well

.venv/bin/uv:
	@tools/bootstrap

.venv/.run: .venv/bin/uv $(LOCKS) $(shell find src/convoke -name '*.css' -o -name '*.po' -o -name '*.svg' -o -name '*.js')
	@[ -e .venv/.dev ] && .venv/bin/uv pip install --quiet --require-hashes -r requirements.txt || .venv/bin/uv pip sync --quiet --require-hashes requirements.txt
	@.venv/bin/uv pip install --quiet --no-deps --editable .
	@$(PY) tools/messages.py compile && .venv/bin/convoke collectstatic --noinput --verbosity 0
	@touch $@

.venv/.dev: .venv/bin/uv $(LOCKS) $(shell find src/convoke -name '*.css' -o -name '*.po' -o -name '*.svg' -o -name '*.js')
	@.venv/bin/uv pip sync --quiet --require-hashes requirements-dev.txt
	@.venv/bin/uv pip install --quiet --no-deps --editable .
	@$(PY) tools/messages.py compile && .venv/bin/convoke collectstatic --noinput --verbosity 0
	@touch $@ .venv/.run

help: ## what the targets do
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

locks: .venv/bin/uv ## compile the lock files anew
	@.venv/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	@.venv/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt

messages: setup-dev ## bring the message catalogues up to date with the sources
	@$(PY) tools/messages.py update

audit: setup-dev ## look the locked dependencies up among known vulnerabilities
	@.venv/bin/pip-audit --requirement requirements.txt --disable-pip --require-hashes

clean:
	@rm -rf .venv .build var
