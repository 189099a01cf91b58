package p2p.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.ticket.Admission;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.TicketClaims;

/** A real downloader, killed again and again, loses at most the pieces in flight. */
class KillTest {

    private static final int KILLS = 20;

    @TempDir Path folder;

    /** What a process had said when its end came. */
    record Life(long opened, long have, boolean done) {}

    @Test
    void aDownloaderKilledTwentyTimesGoesOnEachTime() throws Exception {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        Sample sample = Sample.of(folder.resolve("sent"), 48 << 20, seed);
        Path manifest = folder.resolve("manifest");
        Files.write(manifest, Json.strict().writeValueAsBytes(sample.manifest()));
        Path got = folder.resolve("got");
        ConnectionSettings settings =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        try (TestPeer seeder = new TestPeer(settings, new Anybody(), 1)) {
            seeder.serve(sample);
            seeder.engine.limits(8 << 20, 0);
            String address = seeder.contact.address().toString();
            long had = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                int lines = 1 + random.nextInt(4);
                Life life = live(manifest, got, address, lines);
                assertTrue(
                        life.opened() >= had,
                        "seed " + seed + ": " + life.opened() + " left of " + had);
                had = Math.max(life.opened(), life.have());
                assertFalse(life.done(), "it was done before it was killed, seed " + seed);
            }
            seeder.engine.limits(0, 0);
            Life last = live(manifest, got, address, Integer.MAX_VALUE);
            assertTrue(last.opened() >= had, "seed " + seed);
            assertTrue(last.done(), "seed " + seed);
            assertEquals(-1, Files.mismatch(sample.path(), got), "seed " + seed);
        }
    }

    /** Runs a downloader until it has printed so many lines, then kills it without warning. */
    static Life live(Path manifest, Path got, String address, int lines, String... treeAndForce)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DownloaderProcess.class.getName(),
                                manifest.toString(),
                                got.toString(),
                                address,
                                "1"));
        command.addAll(List.of(treeAndForce));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long opened = 0;
        long have = 0;
        boolean done = false;
        try (BufferedReader out = process.inputReader()) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "opened" -> opened = Long.parseLong(words[1]);
                    case "have" -> have = Long.parseLong(words[1]);
                    case "done" -> done = true;
                    default -> throw new AssertionError(line);
                }
                if (++seen >= lines) {
                    break;
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Life(opened, have, done);
    }

    /** Admits everybody: this is about the disk. */
    static final class Anybody extends Tickets {
        Anybody() {
            super(Clock.systemUTC());
        }

        @Override
        public Admission admit(byte[] ticket, FileId file, Optional<Fingerprint> client) {
            return new Admission.Granted(
                    new TicketClaims(
                            0,
                            "somebody",
                            "friends",
                            file,
                            new Fingerprint("00".repeat(32)),
                            Instant.EPOCH,
                            Instant.MAX));
        }
    }
}
