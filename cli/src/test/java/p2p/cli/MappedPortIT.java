package p2p.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import p2p.cli.stage.Household;
import p2p.cli.stage.Internet;
import p2p.cli.stage.Internet.Router;
import p2p.cli.stage.MappingHome;
import p2p.cli.stage.MappingHome.Speaks;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Trackers;

/**
 * Two people in one home, whose router lets in whoever they ask it to, and one behind a router
 * through which there is no other direct way.
 */
class MappedPortIT {

    private static final int PORT = 7979;
    private static final Pattern LETS_IN =
            Pattern.compile(
                    "Router {5}The router at (\\S+) lets others in at (\\S+):([0-9]+) \\((.*)\\)\\.");

    private static Matcher letsIn(Household who) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> LETS_IN.matcher(who.p2p("status").out()), matcher -> matcher.find());
    }

    private static void isReached(Household who) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !who.p2p("status").out().contains("Notice"));
    }

    private static Household person(String namespace, Path folder) throws IOException {
        return new Household(namespace, Files.createDirectory(folder));
    }

    @ParameterizedTest
    @EnumSource
    void othersGetWhatTwoHaveAtHome(Speaks speaks) throws Exception {
        try (ScratchFolder folder = ScratchFolder.make("p2p-mapped");
                Internet internet = Internet.open();
                MappingHome home = internet.home(speaks, folder.path())) {
            Path list = Files.writeString(folder.path().resolve("list"), internet.tracker() + "\n");
            Household ann = person(home.machines().get(0), folder.path().resolve("ann"));
            Household eve = person(home.machines().get(1), folder.path().resolve("eve"));
            Household bob =
                    person(internet.household(Router.SYMMETRIC), folder.path().resolve("bob"));
            try (var _ = Trackers.start(folder.path(), list, Map.of())) {
                String first = ann.shares("ann.bin", "ann", 1, internet.tracker());
                Matcher ofAnn = letsIn(ann);
                assertEquals(MappingHome.ROUTER, ofAnn.group(1));
                assertEquals(MappingHome.OUTSIDE, ofAnn.group(2));
                assertEquals(
                        speaks.name().replace('_', '-'), ofAnn.group(4).toUpperCase(Locale.ROOT));
                assertEquals(PORT, Integer.parseInt(ofAnn.group(3)));
                isReached(ann);

                String second = eve.shares("eve.bin", "eve", 2, internet.tracker());
                int other = Integer.parseInt(letsIn(eve).group(3));
                assertTrue(other != PORT && other >= 1024, "port " + other);
                isReached(eve);
                assertEquals(
                        Set.of(
                                MappingHome.mapping(PORT, 0, PORT),
                                MappingHome.mapping(other, 1, PORT)),
                        Set.copyOf(home.mappings()));

                bob.gets(first, ann.folder().resolve("ann.bin"));
                bob.gets(second, eve.folder().resolve("eve.bin"));
            } finally {
                ann.down();
                eve.down();
                bob.down();
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> home.mappings().isEmpty());
        }
    }
}
