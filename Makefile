# Everything a clone needs: `make run` and `make test` set themselves up.
PYTHON ?= python3
# What `make score` measures: a folder of annotations, and the folder of the reports that they are of.
GOLD ?= tests/measuring/annotated
REPORTS ?= $(MUBIAO_CORPUS)
# What `make font` cuts the charts' font from: see pipelines/forms/charts/font/README.md.
NOTO ?= /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
BIN := .venv/bin
# What is built of scripts and styles: the page of a package, and the site.
BUNDLES := pipelines/forms/page pipelines/site
# A group of packages is pinned in PINS/<group>.txt and named in pyproject.toml; .venv/.<group> says that it is installed.
PINS := tools/requirements
GROUPS := ui test stata browser lint docs font nightly uv deploy kubernetes stand-in audit
# uv installs them: the one on the PATH, else a pinned one in an environment of its own.
UV := $(or $(shell command -v uv),.mubiao/uv/bin/uv)
# uv does not read the settings of pip: a mirror that they name is handed on.
INDEX = $(or $(UV_DEFAULT_INDEX),$(PIP_INDEX_URL),$(shell $(PYTHON) -m pip config get global.index-url 2> /dev/null))
INTO = VIRTUAL_ENV=.venv $(if $(INDEX),UV_DEFAULT_INDEX=$(INDEX)) $(UV) pip
# The page is tried in a browser where there is one.
BROWSER := $(if $(shell command -v chromium || command -v chromium-browser || command -v google-chrome),.venv/.browser)

.PHONY: run test check ui bench score docs docs-html pictures font page lock lock-check clean mutate nightly audit

run: .venv/.run  ## publish what raw/ holds
	@$(BIN)/mubiao run

# Where compiled modules may not lie beside the sources, the many processes of the tests find them elsewhere: to compile is half of a start.
test: export PYTHONPYCACHEPREFIX := $(if $(PYTHONDONTWRITEBYTECODE),$(CURDIR)/.mubiao/compiled,$(PYTHONPYCACHEPREFIX))
test: .venv/.test .venv/.stata $(BROWSER)  ## run all tests
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest

check: .venv/.lint .venv/.test  ## lint, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@$(BIN)/reuse lint --quiet

# Dagster's two services, as it recommends them for one machine: `dagster dev` is superseded, `dg dev` wants a project of its own shape.
ui: export DAGSTER_HOME := $(CURDIR)
ui: .venv/.ui  ## Dagster's web UI and daemon on the same instance
	@mkdir -p .mubiao/dagster
	@$(BIN)/dagster instance info > /dev/null
	@echo "· starting, for this machine alone (127.0.0.1): it has no login (docs/guides/deploy.md); the address follows, Ctrl-C ends it"
	@$(BIN)/dagster-daemon run & daemon=$$!; trap 'wait $$daemon' EXIT; trap : INT; $(BIN)/dagster-webserver --host 127.0.0.1

bench: .venv/.test $(BROWSER)  ## measured figures, with their ratios
	@$(BIN)/python -m tools.bench_run
	@$(BIN)/python -m tools.bench_grammar
	@$(BIN)/python -m tools.bench_outcomes
	@$(BIN)/python -m tools.bench_publish
	@$(BIN)/python -m tools.bench_page
	@$(BIN)/python -m tools.bench_site
	@$(BIN)/python -m tools.bench_explore

score: .venv/.run  ## the grammar against annotated reports: GOLD=folder REPORTS=folder, STRETCHES=folder of what stretches are of; kept in a table
	@test -n "$(REPORTS)" || { echo "Name the folder of the annotated reports: make score REPORTS=..." >&2; exit 1; }
	@$(BIN)/mubiao score $(GOLD) --reports raw/reports --reports $(REPORTS) --write
	@test -z "$(STRETCHES)" || $(BIN)/mubiao score tests/measuring/stretches --reports $(STRETCHES) --write

docs: .venv/.test  ## write what is generated in docs/ and README: reference, drawings, figures
	@$(BIN)/python -m tools.docs

docs-html: .venv/.docs  ## the documents as a site in .mubiao/site-docs
	@$(BIN)/sphinx-build -q -W --keep-going docs .mubiao/site-docs

pictures: .venv/.test .venv/.browser  ## take the pictures in the README again; needs Chromium
	@$(BIN)/python -m tools.pictures

mutate: .venv/.test  ## which edits of the judging rules no test notices, of a sample
	@$(BIN)/python -m tools.mutate --sample 120

nightly: .venv/.test .venv/.nightly  ## what takes too long for every change: mutation trials, long fuzz
	@.ci/nightly

audit: .venv/.audit  ## known holes of what is pinned, where advisories can be reached
	@.ci/audit

font: .venv/.font  ## cut the charts' font again: NOTO=file
	@$(BIN)/python -m pipelines.forms.charts.font.subset $(NOTO)

page:  ## build script, style and licences of the pages and of the site from their src/; needs Node, which nothing else does
	@for folder in $(BUNDLES); do \
		npm ci --prefix $$folder --ignore-scripts --no-audit --no-fund --silent && npm run build --prefix $$folder --silent || exit 1; \
	done

lock: | $(UV)  ## pin the newest versions that pyproject.toml allows
	@before=; for group in run $(GROUPS); do \
		if [ $$group = run ]; then what=pyproject.toml; else what="--group $$group"; fi; \
		$(INTO) compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header \
			--no-emit-index-url --no-emit-find-links $$what $$before --output-file $(PINS)/$$group.txt && \
		before="$$before --constraint $(PINS)/$$group.txt" || exit 1; \
	done

lock-check: .venv/.run  ## the pins resolve on other systems and newer Pythons, the product's from wheels alone
	@for platform in linux macos; do for version in 3.11 3.12 3.13; do for group in run $(GROUPS); do \
		case $$group in run|ui) wheels="--only-binary :all:";; *) wheels=;; esac; \
		$(INTO) install --quiet --dry-run --require-hashes $$wheels --target .mubiao/lock-check \
			--python-platform $$platform --python-version $$version --requirement $(PINS)/$$group.txt || exit 1; done; \
		echo "the pins resolve for $$platform, Python $$version"; \
	done; done

clean:  ## forget the environment, the store and Dagster's instance; raw/ and published/ stay
	rm -rf .venv .mubiao

.venv/.run: $(PINS)/run.txt pyproject.toml | $(UV)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with PYTHON=..." >&2; exit 1; }
	@echo "· setting up .venv: $$(grep -c == $(PINS)/run.txt) packages, 200 MB to load, 650 MB on disk"
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	@$(INTO) sync --require-hashes $(PINS)/run.txt
	@$(INTO) install --quiet --no-deps --editable .
	@touch $@

.venv/.%: $(PINS)/%.txt .venv/.run
	@echo "· adding to .venv what '$*' needs"
	@$(INTO) install --quiet --require-hashes --requirement $<
	@touch $@

.mubiao/uv/bin/uv: $(PINS)/uv.txt
	@echo "· getting uv, which installs the rest"
	@$(PYTHON) -m venv .mubiao/uv
	@.mubiao/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@
