.POSIX:
.DEFAULT_GOAL := help
export JAVA_HOME := $(shell bin/find-jdk)
MVN = mvn -B -ntp

.PHONY: bench help build test format clean

help: ## show what can be made
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 16

build: ## build the JVM programs
	$(MVN) -q -DskipTests package

test: ## build and run every test that needs no special machine
	$(MVN) verify

format: ## format the sources
	$(MVN) -q spotless:apply

clean: ## remove what was built
	$(MVN) -q clean

bench: ## measure against other programs, into bench/RESULTS.md
	$(MVN) -q -pl bench -am -DskipTests package
	python3 bench/compare.py
