package p2p.tracker;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import p2p.tracker.store.Sql;

@AnalyzeClasses(
        packages = {"p2p.tracker", "p2p.protocol"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_IN_ONE_DIRECTION =
            slices().matching("p2p.tracker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_KNOW_ONLY_THOSE_BELOW =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("p2p.tracker..")
                    .layer("program")
                    .definedBy("p2p.tracker")
                    .layer("session")
                    .definedBy("p2p.tracker.session..")
                    .layer("swarm")
                    .definedBy("p2p.tracker.swarm..")
                    .layer("relay")
                    .definedBy("p2p.tracker.relay..")
                    .layer("ticket")
                    .definedBy("p2p.tracker.ticket..")
                    .layer("catalog")
                    .definedBy("p2p.tracker.catalog..")
                    .layer("audit")
                    .definedBy("p2p.tracker.audit..")
                    .layer("group")
                    .definedBy("p2p.tracker.group..")
                    .layer("account")
                    .definedBy("p2p.tracker.account..")
                    .layer("retry")
                    .definedBy("p2p.tracker.retry..")
                    .layer("cluster")
                    .definedBy("p2p.tracker.cluster..")
                    .layer("near")
                    .definedBy("p2p.tracker.near..")
                    .layer("page")
                    .definedBy("p2p.tracker.page..")
                    .layer("identity")
                    .definedBy("p2p.tracker.identity..")
                    .layer("secret")
                    .definedBy("p2p.tracker.secret..")
                    .layer("request")
                    .definedBy("p2p.tracker.request..")
                    .layer("refusal")
                    .definedBy("p2p.tracker.refusal..")
                    .layer("store")
                    .definedBy("p2p.tracker.store..")
                    .layer("postgres")
                    .definedBy("p2p.tracker.postgres..")
                    .ensureAllClassesAreContainedInArchitectureIgnoring("p2p.protocol..")
                    .whereLayer("program")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("session")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("near")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("page")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("audit")
                    .mayOnlyBeAccessedByLayers("program")
                    .whereLayer("swarm")
                    .mayOnlyBeAccessedByLayers("session")
                    .whereLayer("relay")
                    .mayOnlyBeAccessedByLayers("swarm", "program")
                    .whereLayer("ticket")
                    .mayOnlyBeAccessedByLayers("session", "swarm", "program")
                    .whereLayer("catalog")
                    .mayOnlyBeAccessedByLayers("session", "swarm", "ticket")
                    .whereLayer("group")
                    .mayOnlyBeAccessedByLayers("session", "swarm", "ticket", "catalog", "audit")
                    .whereLayer("account")
                    .mayOnlyBeAccessedByLayers(
                            "session", "swarm", "ticket", "catalog", "group", "audit", "program")
                    .whereLayer("retry")
                    .mayOnlyBeAccessedByLayers("catalog", "group", "account")
                    .whereLayer("cluster")
                    .mayOnlyBeAccessedByLayers("session", "swarm", "relay", "program")
                    .whereLayer("identity")
                    .mayOnlyBeAccessedByLayers("ticket", "group", "near", "page", "program")
                    .whereLayer("secret")
                    .mayOnlyBeAccessedByLayers("relay", "ticket", "identity", "program")
                    .whereLayer("request")
                    .mayOnlyBeAccessedByLayers(
                            "session", "swarm", "relay", "catalog", "audit", "group", "account",
                            "retry", "near", "page")
                    .whereLayer("postgres")
                    .mayOnlyBeAccessedByLayers("store", "program");

    @ArchTest
    static final ArchRule THE_LOWEST_ROOMS_KNOW_NO_OTHER =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("p2p.tracker..")
                    .layer("refusal")
                    .definedBy("p2p.tracker.refusal..")
                    .layer("store")
                    .definedBy("p2p.tracker.store..")
                    .layer("postgres")
                    .definedBy("p2p.tracker.postgres..")
                    .whereLayer("refusal")
                    .mayNotAccessAnyLayer()
                    .whereLayer("store")
                    .mayOnlyAccessLayers("postgres")
                    .whereLayer("postgres")
                    .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_PROGRAM_ITSELF_PRINTS =
            noClasses()
                    .that()
                    .resideInAnyPackage("p2p.protocol..", "p2p.tracker.*..")
                    .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule COLLABORATORS_COME_THROUGH_THE_CONSTRUCTOR =
            noFields().should().beAnnotatedWith(Inject.class);

    /** One that begins late would run among new, empty beans. */
    @ArchTest
    static final ArchRule SCHEDULED_WORK_ENDS_WITH_THE_PROGRAM =
            methods()
                    .that()
                    .areAnnotatedWith(Scheduled.class)
                    .should()
                    .beAnnotatedWith(describe("an end", ArchitectureTest::isOnlyWhileItRuns));

    @ArchTest
    static final ArchRule HIBERNATE_IS_FOR_ACCOUNTS_AND_GROUPS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("p2p.tracker.account..", "p2p.tracker.group..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate..");

    @ArchTest
    static final ArchRule WHAT_ALL_ELSE_ASKS_IS_POSTGRESQLS_OWN_SQL =
            noClasses()
                    .that()
                    .resideInAnyPackage("p2p.tracker.account..", "p2p.tracker.group..")
                    .and()
                    .haveSimpleNameNotEndingWith("Rows")
                    .and()
                    .doNotHaveSimpleName("DeviceTable")
                    .and()
                    .doNotHaveSimpleName("SessionLookup")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Sql.class);

    /** Hibernate keeps the plan of each such query anew, and looks at all of them for the next. */
    @ArchTest
    static final ArchRule HIBERNATE_RUNS_NONE_OF_POSTGRESQLS_OWN_SQL =
            noClasses().should().callMethodWhere(target(name("createNativeQuery")));

    @ArchTest
    static final ArchRule ONLY_ROWS_TALK_TO_HIBERNATE =
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Rows")
                    .and()
                    .areNotAnnotatedWith(Entity.class)
                    .and()
                    .areNotAnnotatedWith(MappedSuperclass.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.persistence..", "io.quarkus.hibernate..");

    @ArchTest
    static final ArchRule ROWS_AND_TABLES_STAY_IN_THEIR_ROOM =
            classes()
                    .that()
                    .haveSimpleNameEndingWith("Rows")
                    .or()
                    .haveSimpleNameEndingWith("Table")
                    .should()
                    .notBePublic();

    private static boolean isOnlyWhileItRuns(JavaAnnotation<?> annotation) {
        return annotation.getRawType().isEquivalentTo(Scheduled.class)
                && annotation.get("skipExecutionIf").orElseThrow() instanceof JavaClass condition
                && condition.isEquivalentTo(Scheduled.ApplicationNotRunning.class);
    }
}
