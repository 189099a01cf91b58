package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static p2p.cli.stage.Namespaces.assertDone;
import static p2p.cli.stage.Namespaces.ip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Namespaces;
import p2p.testkit.Patience;
import p2p.testkit.Ports;
import p2p.testkit.Programs;
import p2p.testkit.Ran;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Trackers;

/**
 * Two people on one link behind a router, which lets nobody in; their tracker is on its other side.
 */
class OfficeIT {

    private static final int MIB = 1 << 20;
    private static final int SIZE = 24 * MIB;

    private final int port = Ports.take();
    private final String router = "p2p-router-" + port;
    private final String ann = "p2p-ann-" + port;
    private final String bob = "p2p-bob-" + port;
    private final String tracker = outside(1) + ":" + port;

    private String outside(int number) {
        return "198.19." + port / 256 + "." + (port % 64 * 4 + number);
    }

    private static String inside(int number) {
        return "192.168.77." + number;
    }

    @BeforeEach
    void wire() throws IOException {
        assumeTrue(
                ip("netns", "add", router).exitCode() == 0,
                "ip is missing or may not make a network: there is no office");
        String outer = "office" + port;
        assertDone("link", "add", outer, "type", "veth", "peer", "name", "wan0", "netns", router);
        assertDone("addr", "add", outside(1) + "/30", "dev", outer);
        assertDone("link", "set", outer, "up");
        assertDone("-n", router, "addr", "add", outside(2) + "/30", "dev", "wan0");
        assertDone("-n", router, "link", "set", "wan0", "up");
        assertDone("-n", router, "link", "set", "lo", "up");
        assertDone("-n", router, "link", "add", "office", "type", "bridge");
        assertDone("-n", router, "addr", "add", inside(1) + "/24", "dev", "office");
        assertDone("-n", router, "link", "set", "office", "up");
        assertDone("netns", "exec", router, "sysctl", "-q", "net.ipv4.ip_forward=1");
        assumeTrue(
                ip(
                                        "netns",
                                        "exec",
                                        router,
                                        "iptables",
                                        "-t",
                                        "nat",
                                        "-A",
                                        "POSTROUTING",
                                        "-o",
                                        "wan0",
                                        "-j",
                                        "MASQUERADE")
                                .exitCode()
                        == 0,
                "iptables is missing: there is no router");
        comesIn(ann, 2);
        comesIn(bob, 3);
    }

    private void comesIn(String who, int number) throws IOException {
        assertDone("netns", "add", who);
        String socket = "socket" + number;
        assertDone(
                "-n", router, "link", "add", socket, "type", "veth", "peer", "name", "card",
                "netns", who);
        assertDone("-n", router, "link", "set", socket, "master", "office", "up");
        assertDone("-n", who, "link", "set", "lo", "up");
        assertDone("-n", who, "link", "set", "card", "up");
        hasAddress(who, number);
    }

    private static void hasAddress(String who, int number) throws IOException {
        assertDone("-n", who, "addr", "add", inside(number) + "/24", "dev", "card");
        assertDone("-n", who, "route", "add", "default", "via", inside(1));
    }

    /** The links go with the namespaces, as soon as nothing runs there. */
    @AfterEach
    void unwire() throws IOException {
        ip("netns", "delete", ann);
        ip("netns", "delete", bob);
        ip("netns", "delete", router);
    }

    private static Ran done(Ran ran) {
        assertEquals(0, ran.exitCode(), ran::toString);
        return ran;
    }

    private long throughRouter() throws IOException {
        long bytes = 0;
        for (String way : new String[] {"rx_bytes", "tx_bytes"}) {
            Ran read =
                    done(
                            ip(
                                    "netns",
                                    "exec",
                                    router,
                                    "cat",
                                    "/sys/class/net/wan0/statistics/" + way));
            bytes += Long.parseLong(read.out().strip());
        }
        return bytes;
    }

    private static Path random(Path file, long seed) throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private static String link(Ran shared) {
        return shared.out().replaceFirst("(?s).*'(http.*)'.*", "$1");
    }

    @Test
    void whoSitsTogetherExchangesBytesDirectlyWhereverTheyMove() throws Exception {
        try (ScratchFolder folder = ScratchFolder.make("p2p-office")) {
            Path list = Files.writeString(folder.path().resolve("list"), tracker + "\n");
            Path anns = Files.createDirectory(folder.path().resolve("ann"));
            Path bobs = Files.createDirectory(folder.path().resolve("bob"));
            Path film = random(anns.resolve("film.bin"), 1);
            Path song = random(anns.resolve("song.bin"), 2);
            try (var _ = Trackers.start(folder.path(), list, Map.of())) {
                Ran shared =
                        done(
                                Namespaces.p2p(
                                        ann,
                                        anns,
                                        "share",
                                        "film.bin",
                                        "--name",
                                        "ann",
                                        "--group",
                                        "films",
                                        "--tracker",
                                        tracker,
                                        "--accept-new"));
                assertTrue(
                        Patience.await(
                                Programs.PATIENCE,
                                () ->
                                        Namespaces.p2p(ann, anns, "status")
                                                .out()
                                                .contains(
                                                        "Others outside this network may be unable to download from this peer: ")));
                long before = throughRouter();
                done(Namespaces.p2p(bob, bobs, "get", link(shared), "--name", "bob"));
                assertEquals(-1, Files.mismatch(film, bobs.resolve("film.bin")));
                long passed = throughRouter() - before;
                assertTrue(passed < 4 * MIB, passed + " bytes passed the router");

                // Ann's machine gets another address in the midst of a download.
                done(Namespaces.p2p(ann, anns, "upload_file", song.toString(), "films"));
                done(Namespaces.p2p(bob, bobs, "set_limit", "--down", "1MiB"));
                done(
                        Namespaces.p2p(
                                bob,
                                bobs,
                                "download_file",
                                "films",
                                "song.bin",
                                ".",
                                "--background"));
                assertDone("-n", ann, "addr", "flush", "dev", "card", "scope", "global");
                hasAddress(ann, 9);
                done(Namespaces.p2p(bob, bobs, "set_limit", "--down", "0"));
                assertTrue(
                        Patience.await(
                                Programs.PATIENCE, () -> isSame(song, bobs.resolve("song.bin"))));
                passed = throughRouter() - before;
                assertTrue(passed < 4 * MIB, passed + " bytes passed the router");

                // And another one while her peer does not run.
                Path notes = Files.writeString(anns.resolve("notes.txt"), "notes");
                done(Namespaces.p2p(ann, anns, "upload_file", notes.toString(), "films"));
                done(Namespaces.p2p(ann, anns, "down"));
                assertDone("-n", ann, "addr", "flush", "dev", "card", "scope", "global");
                hasAddress(ann, 11);
                done(Namespaces.p2p(ann, anns, "up", "--detach"));
                done(Namespaces.p2p(bob, bobs, "download_file", "films", "notes.txt", "."));
                assertEquals(-1, Files.mismatch(notes, bobs.resolve("notes.txt")));
            } finally {
                Namespaces.p2p(bob, bobs, "down");
                Namespaces.p2p(ann, anns, "down");
            }
        }
    }

    private static boolean isSame(Path original, Path copy) {
        try {
            return Files.exists(copy) && Files.mismatch(original, copy) == -1;
        } catch (IOException e) {
            return false;
        }
    }
}
