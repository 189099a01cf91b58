package p2p.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "p2p.protocol", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PROTOCOL_KNOWS_NO_FRAMEWORK =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "p2p.protocol..",
                            "java..",
                            "javax.net..",
                            "com.fasterxml.jackson..",
                            "org.jspecify.annotations..");

    /** But for the list of trackers, which knows how to read itself from its file. */
    @ArchTest
    static final ArchRule PROTOCOL_TOUCHES_NEITHER_DISK_NOR_NETWORK =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(TrackerList.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.net..",
                            "javax.net..",
                            "java.util.concurrent..");

    @ArchTest
    static final ArchRule PROTOCOL_IS_TOLD_THE_TIME =
            noClasses()
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("p2p.protocol.(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule NOTHING_PRINTS = noClasses().should(ACCESS_STANDARD_STREAMS);
}
