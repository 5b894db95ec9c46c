# Everything that is done here. `make help` says what there is.

PYTHON = python3
VENV = .venv
# Extra arguments for pip. PyTorch's install selector names the index of the build you want (CPU, or your CUDA version).
PIP_ARGS =
# What `make changed` compares with
BASE = origin/main
# conftest.py says how many, and what goes to which. Empty: one process.
WORKERS = -n auto --dist loadfile --no-loadscope-reorder
# More arguments for the command: make test ARGS="-k lenet"
ARGS =
# make test ALL=1 proves anew what has been proven of the same code: labs, notebooks, and what .cache/proofs/ knows
ALL ?=
export ALL
# Another torch for `make versions`: three numbers, or newest. PYTHON says with which Python, PIP_ARGS where to find the build.
TORCH = newest
HOST = 127.0.0.1
PORT = 8000

RUN = $(VENV)/bin/python -m
# A copy of both requirements as installed, written last: a half-finished install is not taken for a whole one.
INSTALLED = $(VENV)/requirements.txt

.PHONY: help test lesson site offline serve record versions changed bench axe clean
.DEFAULT_GOAL = help

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: $(INSTALLED) ## run every example, every page and every test
	$(RUN) tools browser
	$(RUN) pytest $(WORKERS) $(ARGS)

# `make lesson hooks`: the second word is the lesson, and no target of its own
ifeq ($(firstword $(MAKECMDGOALS)),lesson)
LESSON := $(word 2,$(MAKECMDGOALS))
ITS = $(wildcard docs/zh/$(LESSON).md docs/en/$(LESSON).md snippets/$(LESSON) tests/lessons/test_$(LESSON).py tests/lessons/test_$(LESSON)_*.py)
$(if $(LESSON),$(eval .PHONY: $(LESSON))$(eval $(LESSON): ; @:))
endif

lesson: $(INSTALLED) ## run one lesson: pages, examples, claims (make lesson hooks); begin it where there is none
	@test -n "$(LESSON)" || { echo "which one? make lesson hooks"; exit 2; }
	$(if $(ITS),$(RUN) pytest $(ITS) $(ARGS),$(RUN) tools new $(LESSON))

site: $(INSTALLED) ## build both languages into site/ (SITE_URL=https://… is where they will be)
	$(RUN) tools site

offline: site ## the same, and say where its copy to read without a network is: one zip, which opens from a folder
	@ls -l site/*.zip

serve: $(INSTALLED) ## show both languages while you write (HOST=…, PORT=…)
	$(RUN) tools serve --host $(HOST) --port $(PORT)

record: $(INSTALLED) ## run the examples that have changed and keep what they print
	$(RUN) tools record $(ARGS)

versions: $(INSTALLED) ## run everything with another torch and record what differs (TORCH=2.14.1; newest)
	$(RUN) tools versions $(TORCH) --python "$(PYTHON)" --pip-args="$(PIP_ARGS)"

changed: $(INSTALLED) ## say which pages differ from those of another commit (BASE=origin/main)
	$(RUN) tools changed $(BASE)

bench: $(INSTALLED) ## measure pages and builds beside a plain Material site of the same text
	$(RUN) tools browser
	$(RUN) tools bench $(ARGS)

axe: ## get the newest axe, with npm, for the tests in the browser
	mkdir -p .cache/axe
	cd .cache/axe && npm pack --silent axe-core && tar --extract --file "$$(ls -t axe-core-*.tgz | head -n 1)" package/axe.min.js

clean: ## remove what was built; the installed packages stay
	rm -rf site .cache .pytest_cache .ruff_cache

$(INSTALLED): requirements.txt requirements-files.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is %s. Try: make PYTHON=python3.12" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@if cat $^ | cmp -s - $@; then touch $@; else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(VENV)/bin/python -m pip install --disable-pip-version-check $(PIP_ARGS) -r requirements.txt && \
	  $(VENV)/bin/python -m pip install --disable-pip-version-check $(PIP_ARGS) --no-deps -r requirements-files.txt && \
	  cat $^ > $@; fi
