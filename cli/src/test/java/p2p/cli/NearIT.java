package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static p2p.cli.stage.Namespaces.assertDone;
import static p2p.cli.stage.Namespaces.ip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Namespaces;
import p2p.testkit.Ports;
import p2p.testkit.Ran;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** A tracker here, and somebody on another machine of the same link: a network namespace. */
class NearIT {

    private final int port = Ports.take();
    private final String elsewhere = "p2p-near-" + port;
    private final String tracker = address(1) + ":" + port;

    /** In a network of two. */
    private String address(int number) {
        return "198.18." + port / 256 + "." + (port % 64 * 4 + number);
    }

    @BeforeEach
    void join() throws IOException {
        assumeTrue(
                ip("netns", "add", elsewhere).exitCode() == 0,
                "ip is missing or may not make a network: nobody is near");
        String here = "near" + port;
        assertDone(
                "link", "add", here, "type", "veth", "peer", "name", "near0", "netns", elsewhere);
        assertDone("addr", "add", address(1) + "/30", "dev", here);
        assertDone("link", "set", here, "up");
        assertDone("-n", elsewhere, "addr", "add", address(2) + "/30", "dev", "near0");
        assertDone("-n", elsewhere, "link", "set", "near0", "up");
        assertDone("-n", elsewhere, "link", "set", "lo", "up");
    }

    /** The link goes with the namespace, as soon as nothing runs there. */
    @AfterEach
    void part() throws IOException {
        ip("netns", "delete", elsewhere);
    }

    private Ran p2p(Path folder, String... words) throws IOException {
        return Namespaces.p2p(elsewhere, folder, words);
    }

    @Test
    void aTrackerOnTheLinkIsFoundAndUsedWhenItsUserSaysSo() throws IOException {
        try (ScratchFolder folder = ScratchFolder.make("p2p-near")) {
            Path person = Files.createDirectory(folder.path().resolve("person"));
            String silent = address(1) + ":" + Ports.take() + "\n";
            Path list = Files.writeString(folder.path().resolve("list"), tracker + "\n");
            String none =
                    "p2p: No tracker is known yet; name them once: p2p up --trackers"
                            + " tracker_info.txt --detach.";
            Path both = Files.writeString(folder.path().resolve("both"), tracker + "\n" + silent);
            String identity;
            try (var first = Trackers.start(folder.path(), list, Map.of("P2P_ANNOUNCE", "on"));
                    var second =
                            Tracker.run(
                                    folder.path(),
                                    Map.of(),
                                    both.toString(),
                                    "2",
                                    "--data",
                                    first.postgres().data().toString())) {
                second.awaitReady();
                identity = first.identity(1).replaceFirst(".* ", "");
                String line = tracker + " " + identity;
                Ran refused = p2p(person, "up", "--detach");
                assertEquals(2, refused.exitCode(), refused::toString);
                assertTrue(
                        refused.out()
                                .matches(
                                        "\\Q%s\\E Found near: [A-Za-z0-9-]+ at \\Q%s\\E; 'p2p up --trackers \"\\Q%s\\E\"' uses it\\.\n"
                                                .formatted(none, line, line)),
                        refused::toString);
                Ran stranger = p2p(person, "up", "--trackers", tracker, "--detach");
                assertEquals(1, stranger.exitCode(), stranger::toString);
                assertTrue(
                        stranger.out()
                                .contains(
                                        "The tracker %s says that its identity is %s. Nobody"
                                                .formatted(tracker, identity)),
                        stranger::toString);
                Ran up = p2p(person, "up", "--trackers", tracker, "--detach", "--accept-new");
                assertEquals(0, up.exitCode(), up::toString);
                assertEquals(0, p2p(person, "down").exitCode());
                Ran known = p2p(person, "up", "--trackers", both.toString(), "--detach");
                assertEquals(0, known.exitCode(), known::toString);
                assertFalse(known.out().contains(" says that its identity"), known::toString);
                Ran trackers = p2p(person, "trackers");
                Ran down = p2p(person, "down");
                assertTrue(trackers.out().contains("\t" + tracker + "\tup\t"), trackers::toString);
                assertEquals(0, down.exitCode(), down::toString);
            }
            Path anew = Files.createDirectory(folder.path().resolve("anew"));
            try (var _ = Trackers.start(anew, list, Map.of())) {
                Ran up = p2p(person, "up", "--detach", "--accept-new");
                assertEquals(0, up.exitCode(), up::toString);
                Ran trackers = p2p(person, "trackers");
                assertTrue(
                        trackers.out().contains(" and not " + identity + ": either somebody is"),
                        trackers::toString);
                assertEquals(0, p2p(person, "down").exitCode());
            }
            Path plain = Files.writeString(folder.path().resolve("plain"), "http://" + tracker);
            try (var _ =
                    Trackers.start(
                            Files.createDirectory(folder.path().resolve("p")), plain, Map.of())) {
                String warning =
                        "What goes to the tracker "
                                + tracker
                                + ", passwords too, can be read and changed on the way: http://"
                                + " before its address says so.\n";
                Path other = Files.createDirectory(folder.path().resolve("other"));
                Ran up = p2p(other, "up", "--trackers", plain.toString(), "--detach");
                assertEquals(0, up.exitCode(), up::toString);
                assertEquals(2, up.out().split(warning, -1).length, up::toString);
                Ran status = p2p(other, "status");
                assertEquals(2, status.out().split(warning, -1).length, status::toString);
                assertEquals(0, p2p(other, "down").exitCode());
            }
        }
    }
}
