# `make` or `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CONFIGURATION := release
GRIDWRIGHT := .build/$(CONFIGURATION)/gridwright
DEMO := maps/demo

.PHONY: help setup build demo test bench peers format lint docs clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: ## Install the Debian packages that are missing (GEOS, PROJ, SQLite, Cairo, Pango, CJK fonts)
	@.ci/setup

build: setup ## Build the command line tool in release mode
	@echo "build: compiling Gridwright (the first time takes some minutes)"
	@swift build -c $(CONFIGURATION) --product gridwright

demo: build ## Make a synthetic county, plan it, audit the plan and draw it under maps/demo
	@mkdir -p $(DEMO)
	$(GRIDWRIGHT) sample --households 20000 --seed 7 --out $(DEMO)/county
	$(GRIDWRIGHT) plan $(DEMO)/county/county.yaml --out $(DEMO)/plan.gpkg
	$(GRIDWRIGHT) audit $(DEMO)/plan.gpkg
	$(GRIDWRIGHT) export $(DEMO)/plan.gpkg --format png --out $(DEMO)/plan.png
	@echo "demo: the plan is $(DEMO)/plan.gpkg (QGIS opens it), its picture $(DEMO)/plan.png"

test: setup ## Build and run every test in release mode
	@echo "test: compiling Gridwright and its tests (the first time takes some minutes)"
	@swift build -c $(CONFIGURATION) --build-tests
	@swift test -c $(CONFIGURATION) --skip-build

bench: build ## Time every stage on samples and real data, and the solver beside its peers where they are installed
	@Sources/Benchmarks/bench.sh
	@Tests/Peers/partition/run.sh --if-installed
	@Tests/Peers/coverage/run.sh --if-installed
	@Tests/Peers/cases/run.sh --if-installed

peers: build ## Run the comparisons with other tools (Python; installs pinned packages into .venv)
	@Tests/Peers/run.sh
	@Tests/Peers/partition/run.sh
	@Tests/Peers/coverage/run.sh
	@Tests/Peers/siting/run.sh
	@Tests/Peers/cases/run.sh

format: ## Lay out the sources with swift format
	@swift format --in-place --recursive Sources Tests Package.swift

lint: ## Check the layout of the sources
	@swift format lint --recursive Sources Tests Package.swift

docs: setup ## Build the DocC documentation of the library into .build/documentation
	@.ci/docs

clean: ## Remove build products and the demo
	@rm -rf .build $(DEMO)
