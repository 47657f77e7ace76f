# The commands of the project, for people and for CI alike.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
SIGNPOST := $(PYTHON) -m api.cli

.PHONY: help setup run chat test check fix bench train nlu-eval translations screenshots clean

help:  ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## Install both environments from their locks
	@./scripts/setup.sh

run: setup  ## Start everything and serve on http://127.0.0.1:8000
	@$(SIGNPOST) run

chat: setup  ## Talk to the running assistant in the terminal
	@$(SIGNPOST) chat

train: setup  ## Train the model if its inputs changed
	@$(SIGNPOST) train

test: setup check  ## Check the code and run every test
	@./scripts/test.sh

check: setup  ## Lint, types and YAML
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/yamllint --strict .

fix: setup  ## Format the code and mend what can be mended
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup  ## Measure this product and its peers side by side
	@$(PYTHON) -m bench

nlu-eval: setup  ## Compare classifiers on phrases kept apart from training
	@bot/engine/.venv/bin/python bench/nlu_eval.py

translations: setup  ## Refresh the catalogues of other languages and list what is missing
	@$(SIGNPOST) translations

screenshots: setup  ## Take the pictures of docs/screenshots
	@$(PYTHON) -m scripts.screenshots

clean:  ## Remove environments, models and data of this checkout
	rm -rf .venv .tools bot/engine/.venv .signpost
