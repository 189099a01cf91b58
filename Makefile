.POSIX:
.DEFAULT_GOAL := help
export JAVA_HOME := $(shell bin/find-jdk)
MVN = bin/maven -B -ntp

PREFIX = /usr/local
VERSION := $(shell sed -n 's,.*<revision>\([^<-]*\).*,\1,p' pom.xml)

.PHONY: bench bench-page bench-trackers bench-wan attack attack-short fuzz first-file chaos chaos-short upgrade-check dependencies-check dependencies-pin images k8s-check k8s-trial help build demo test native test-native test-web test-networks install package package-check release format clean

help: ## show what can be made
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*## /\1\t/p' Makefile | expand -t 16

build: ## build the JVM programs
	$(MVN) -q -DskipTests package
	bin/quicken

demo: build ## show a download between two people on this machine; KEEP=1 leaves it running
	bin/demo

# Whole programs are tested module by module at a time, and not built again meanwhile, for others use them.
END_TO_END_OF = $(MVN) -T 2 -DskipUnitTests -Dquarkus.build.skip -Dexec.skip -Dcyclonedx.skip -Dspotless.check.skip \
    -am verify -pl
END_TO_END = $(END_TO_END_OF) tracker,peer,cli

test: ## build and run every test that needs no special machine
	rm -f */target/*-reports/TEST-*.xml
	{ $(MVN) -T 2 package && bin/quicken && P2P_RUN=jvm $(END_TO_END); }; \
	    code=$$?; bin/slowest-tests; exit $$code

native: ## build the native programs; wants GRAALVM_HOME
	@[ -x "$$GRAALVM_HOME/bin/native-image" ] || { \
	    echo "Set GRAALVM_HOME to a GraalVM or Mandrel for JDK 25." >&2; exit 1; }
	JAVA_HOME="$$GRAALVM_HOME" $(MVN) -Dnative -DskipTests -pl tracker,cli -am package

test-native: ## run the end-to-end tests against the native programs
	P2P_RUN=native $(END_TO_END)

PICTURES =

test-web: ## look at the pages in a browser; PICTURES=docs/images keeps what was seen
	P2P_RUN=jvm P2P_PICTURES=$(abspath $(PICTURES)) $(END_TO_END_OF) cli -Dit.test='*BrowserIT' \
	    -Dfailsafe.failIfNoSpecifiedTests=false

bench-page: build ## measure what the pages cost, in a browser; the service is the native one where it is built
	$(END_TO_END_OF) cli -Dit.test=PageFigures -Dfailsafe.failIfNoSpecifiedTests=false
	@cat cli/target/page.md

test-networks: build ## meet through routers of every kind, made of network namespaces; wants root
	$(END_TO_END_OF) cli -Dit.test='RoutersIT,MappedPortIT,OfficeIT,NearIT' -Dp2p.routers=all \
	    -Dfailsafe.failIfNoSpecifiedTests=false
	@cat cli/target/routers.md

install: ## put the native programs under PREFIX
	packaging/install "$(DESTDIR)" "$(PREFIX)" p2p tracker

package: ## make a tar.gz for the JVM, and a tar.gz and two .deb of the native programs, in dist/
	packaging/package $(VERSION)

package-check: ## try the packages of dist/ in a clean Debian; wants root
	packaging/check

release: ## build what is committed twice, compare, and put it into dist/; VERSION=x.y.z
	packaging/release "$(if $(filter command line,$(origin VERSION)),$(VERSION))"

images: $(if $(KIND),,build) ## build the container images; KIND=native or native-micro for the native programs
	src/main/docker/build $(or $(KIND),jvm) $(VERSION)

k8s-check: ## check the Kubernetes manifests
	k8s/prepare check
	python3 k8s/check/check.py

k8s-trial: build ## run the manifests' trackers and database as containers; wants root and podman
	k8s/prepare trial
	python3 k8s/trial/trial.py

format: ## format the sources
	$(MVN) -q spotless:apply

dependencies-check: ## see what is not pinned, or not what was pinned, refused
	dependencies/check

dependencies-pin: ## write dependencies/artifacts.sha256 anew, of what is built with now
	dependencies/pin

clean: ## remove what was built
	$(MVN) -q clean

MINUTES = 10
SEED = $(shell date +%s)
TRIAL = "$$JAVA_HOME/bin/java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "trials/target/classes:trials/target/lib/*" p2p.trials.Trial

chaos: ## break everything at random under real programs; SEED=, MINUTES=10
	$(MVN) -q -pl trials,cli,tracker -am -DskipTests package
	$(TRIAL) $(SEED) $(MINUTES)

chaos-short: ## the same for two minutes, and all of it in less than five
	$(MAKE) chaos MINUTES=2

attack: ## try what strangers, members, hostile seeders and downloaders can, in less than ten minutes; SEED=
	SEED=$(SEED) python3 trials/attack

attack-short: ## the same, of what is quick
	SEED=$(SEED) python3 trials/attack short

upgrade-check: ## run trackers of the release before and of this tree beside each other, under load
	trials/upgrade-check

FUZZ_SECONDS = $(if $(MINUTES_GIVEN),$(shell echo $$(($(MINUTES) * 60))),20)
MINUTES_GIVEN = $(filter command line environment,$(origin MINUTES))

fuzz: ## feed what strangers could send to all that reads it; MINUTES= for each target, 20 seconds unless said
	$(MVN) -q -pl fuzz -am -DskipTests -Dquarkus.build.skip package
	fuzz/run $(FUZZ_SECONDS)

first-file: ## time the two commands on two machines made of network namespaces; wants root
	python3 bench/first_file.py

bench-wan: ## measure transfers over long and lossy links, into bench/WAN.md; wants root
	python3 bench/wan.py

bench-trackers: build ## measure what trackers carry, native where they are built, into bench/TRACKERS.md
	$(MVN) -q -pl bench -am -DskipTests package
	[ ! -x tracker/target/tracker-runner ] || export P2P_RUN=native; python3 bench/trackers.py

bench: ## measure against other programs, into bench/RESULTS.md
	$(MVN) -q -pl bench -am -DskipTests package
	[ ! -x "$$GRAALVM_HOME/bin/native-image" ] || \
	    JAVA_HOME="$$GRAALVM_HOME" $(MVN) -q -Dnative -pl bench -am -DskipTests package
	python3 bench/compare.py
