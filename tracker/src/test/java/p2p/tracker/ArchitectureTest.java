package p2p.tracker;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
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

@AnalyzeClasses(packages = "p2p", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_IN_ONE_DIRECTION =
            slices().matching("p2p.tracker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_LOWEST_ROOMS_KNOW_NOBODY =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "p2p.tracker.store..", "p2p.tracker.refusal..", "p2p.tracker.request..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "p2p.tracker.account..",
                            "p2p.tracker.group..",
                            "p2p.tracker.catalog..",
                            "p2p.tracker.swarm..");

    @ArchTest
    static final ArchRule ACCOUNTS_KNOW_NO_GROUPS =
            noClasses()
                    .that()
                    .resideInAPackage("p2p.tracker.account..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "p2p.tracker.group..", "p2p.tracker.catalog..", "p2p.tracker.swarm..");

    @ArchTest
    static final ArchRule GROUPS_KNOW_NO_FILES =
            noClasses()
                    .that()
                    .resideInAPackage("p2p.tracker.group..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("p2p.tracker.catalog..", "p2p.tracker.swarm..");

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
    static final ArchRule PANACHE_ROWS_STAY_IN_THEIR_ROOM =
            classes().that().haveSimpleNameEndingWith("Rows").should().notBePublic();

    private static boolean isOnlyWhileItRuns(JavaAnnotation<?> annotation) {
        return annotation.getRawType().isEquivalentTo(Scheduled.class)
                && annotation.get("skipExecutionIf").orElseThrow() instanceof JavaClass condition
                && condition.isEquivalentTo(Scheduled.ApplicationNotRunning.class);
    }
}
