# Everything a clone needs: `make run` and `make test` set themselves up.
PYTHON ?= python3
# What `make score` measures: a folder of annotations, and the folder of the reports that they are of.
GOLD ?= tests/measuring/annotated
REPORTS ?= $(MUBIAO_CORPUS)
# What `make font` cuts the charts' font from: see pipelines/forms/charts/font/README.md.
NOTO ?= /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
BIN := .venv/bin
PAGE := pipelines/forms/page

.PHONY: run test check ui bench score docs font page lock lock-check clean mutate nightly

run: .venv/.installed  ## publish what raw/ holds
	@$(BIN)/mubiao run

test: .venv/.installed  ## run all tests
	@$(BIN)/python -m pytest

check: .venv/.installed  ## lint, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

ui: .venv/.installed  ## Dagster's web UI on the same instance
	@mkdir -p .mubiao/dagster
	@DAGSTER_HOME=$(CURDIR) $(BIN)/dagster instance info > /dev/null
	@DAGSTER_HOME=$(CURDIR) $(BIN)/dagster dev

bench: .venv/.installed  ## measured figures, with their ratios
	@$(BIN)/python -m tools.bench_run
	@$(BIN)/python -m tools.bench_grammar
	@$(BIN)/python -m tools.bench_outcomes
	@$(BIN)/python -m tools.bench_publish
	@$(BIN)/python -m tools.bench_page

score: .venv/.installed  ## the grammar against annotated reports: GOLD=folder REPORTS=folder; kept in a table
	@test -n "$(REPORTS)" || { echo "Name the folder of the annotated reports: make score REPORTS=..." >&2; exit 1; }
	@$(BIN)/mubiao score $(GOLD) --reports raw/reports --reports $(REPORTS) --write

docs: .venv/.installed  ## draw rooms and tables in docs/architecture.md again
	@$(BIN)/python -m tools.rooms
	@$(BIN)/python -m tools.tables

mutate: .venv/.installed  ## which edits of the judging rules no test notices, of a sample
	@$(BIN)/python -m tools.mutate --sample 120

nightly: .venv/.installed  ## what takes too long for every change: mutation trials, long fuzz
	@.ci/nightly

font: .venv/.installed  ## cut the charts' font again: NOTO=file
	@$(BIN)/uv run --quiet --no-project --python $(BIN)/python --with fonttools==4.68.0 python -m pipelines.forms.charts.font.subset $(NOTO)

page:  ## build script, style and licences of the pages from pipelines/forms/page/src; needs Node, which nothing else does
	@npm ci --prefix $(PAGE) --ignore-scripts --no-audit --no-fund --silent
	@npm run build --prefix $(PAGE) --silent

lock: .venv/.installed  ## pin the newest versions that pyproject.toml allows
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --group dev pyproject.toml --output-file requirements.txt

# All from wheels but one: jsonpath-rw, which mlcroissant (tests) needs, is published as source alone, of pure Python.
lock-check: .venv/.installed  ## the pins resolve on other systems and newer Pythons
	@for platform in linux macos; do for version in 3.11 3.12 3.13; do \
		$(BIN)/uv pip install --quiet --dry-run --require-hashes --only-binary :all: --no-binary jsonpath-rw --target .mubiao/lock-check \
			--python-platform $$platform --python-version $$version --requirement requirements.txt \
		&& echo "requirements.txt resolves for $$platform, Python $$version" || exit 1; \
	done; done

clean:  ## forget the environment, the store and Dagster's instance; raw/ and published/ stay
	rm -rf .venv .mubiao

.venv/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with PYTHON=..." >&2; exit 1; }
	@echo "· creating .venv from requirements.txt (a minute)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
