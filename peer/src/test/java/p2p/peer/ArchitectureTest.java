package p2p.peer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

@AnalyzeClasses(packages = "p2p.peer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String FRONT_DOOR = "p2p.peer";

    /** No room knows one that stands before it. */
    private static final List<String> ROOMS =
            List.of(
                    "p2p.peer.control..",
                    FRONT_DOOR,
                    "p2p.peer.diagnosis..",
                    "p2p.peer.session..",
                    "p2p.peer.download..",
                    "p2p.peer.share..",
                    "p2p.peer.engine..",
                    "p2p.peer.fetch..",
                    "p2p.peer.seed..",
                    "p2p.peer.connection..",
                    "p2p.peer.punch..",
                    "p2p.peer.mapping..",
                    "p2p.peer.loop..",
                    "p2p.peer.tracker..",
                    "p2p.peer.library..",
                    "p2p.peer.order..",
                    "p2p.peer.event..",
                    "p2p.peer.ticket..",
                    "p2p.peer.choose..",
                    "p2p.peer.rate..",
                    "p2p.peer.reach..",
                    "p2p.peer.disk..",
                    "p2p.peer.refusal..");

    @ArchTest
    static void roomsDependInOneDirection(JavaClasses peer) {
        for (int room = 1; room < ROOMS.size(); room++) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOMS.get(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOMS.subList(0, room).toArray(String[]::new))
                    .check(peer);
        }
    }

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_ITS_ROOM =
            classes().should().resideInAnyPackage(ROOMS.toArray(String[]::new));

    @ArchTest
    static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
            slices().matching("p2p.peer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_FRONT_DOOR_IS_SMALL =
            classes()
                    .that()
                    .resideInAPackage(FRONT_DOOR)
                    .and()
                    .doNotBelongToAnyOf(Peer.class, Settings.class, PeerStatus.class)
                    .should()
                    .haveSimpleName("package-info");

    @ArchTest
    static final ArchRule CHOICES_AND_RATES_TOUCH_NOTHING_OUTSIDE =
            classes()
                    .that()
                    .resideInAnyPackage("p2p.peer.choose..", "p2p.peer.rate..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "p2p.peer.choose..",
                            "p2p.peer.rate..",
                            "p2p.protocol.file..",
                            "java.lang..",
                            "java.time..",
                            "java.util",
                            "java.util.function..",
                            "java.util.random..",
                            "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule CHOICES_AND_RATES_ARE_TOLD_THE_TIME =
            noClasses()
                    .that()
                    .resideInAnyPackage("p2p.peer.choose..", "p2p.peer.rate..")
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
    static final ArchRule ONLY_THE_LOOPS_KNOW_THE_INSIDE_OF_VERTX =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("p2p.peer.loop..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..impl..");

    @ArchTest static final ArchRule NOTHING_PRINTS = noClasses().should(ACCESS_STANDARD_STREAMS);
}
