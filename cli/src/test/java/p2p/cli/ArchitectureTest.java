package p2p.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileDescriptor;

@AnalyzeClasses(packages = "p2p.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule COMMANDS_SHARE_CONTROL_OUTPUT_AND_NEAR_TRACKERS_ALONE =
            slices().matching("p2p.cli.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            alwaysTrue(),
                            resideInAnyPackage(
                                    "p2p.cli.control..", "p2p.cli.output..", "p2p.cli.near.."));

    @ArchTest
    static final ArchRule OUTPUT_KNOWS_NO_COMMAND =
            noClasses()
                    .that()
                    .resideInAPackage("p2p.cli.output..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("p2p.cli.control..");

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_ITSELF_KNOWS_ALL_COMMANDS =
            noClasses()
                    .that()
                    .resideInAPackage("p2p.cli.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("p2p.cli");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_INSIDE_OF_A_TRACKER =
            noClasses().should().dependOnClassesThat().resideInAPackage("p2p.tracker..");

    @ArchTest
    static final ArchRule NOTHING_PRINTS_PAST_THE_OUTPUT =
            noClasses().should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_ITSELF_OPENS_THE_STANDARD_STREAMS =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Main.class)
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(FileDescriptor.class);
}
