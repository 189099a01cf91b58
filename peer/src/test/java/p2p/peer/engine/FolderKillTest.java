package p2p.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.disk.SampleFolder;
import p2p.peer.engine.KillTest.Life;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.peer.Encryption;

/** A real downloader of a folder, killed again and again, on the way and while files are placed. */
class FolderKillTest {

    private static final int KILLS = 20;

    @TempDir Path temporary;

    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);

    /** In one step where nothing is there, file by file where something is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnEachTimeAndShowsNoHalfFile(boolean somethingIsThere) throws Exception {
        SampleFolder sample =
                SampleFolder.of(temporary.resolve("sent"), temporary.resolve("home"), seed);
        Map<String, String> sent = SampleFolder.inventory(sample.path());
        Path manifest =
                Files.write(
                        temporary.resolve("manifest"),
                        Json.strict().writeValueAsBytes(sample.manifest()));
        Path got = temporary.resolve("got");
        if (somethingIsThere) {
            Files.createDirectory(got);
            Files.writeString(got.resolve("mine"), "mine");
        }
        String tree = temporary.resolve("tree").toString();
        String[] words = somethingIsThere ? new String[] {tree, "force"} : new String[] {tree};
        ConnectionSettings settings =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        try (TestPeer seeder = new TestPeer(settings, new KillTest.Anybody(), 1)) {
            seeder.serve(sample);
            String address = seeder.contact.address().toString();
            long had = 0;
            boolean done = false;
            for (int kill = 0; kill < KILLS; kill++) {
                int all = sample.manifest().pieceCount() + 1;
                int lines = random.nextInt(3) == 0 ? all : 1 + random.nextInt(2);
                Life life = KillTest.live(manifest, got, address, lines, words);
                assertTrue(
                        life.opened() >= had,
                        "seed " + seed + ": " + life.opened() + " left of " + had);
                had = Math.max(life.opened(), life.have());
                done |= life.done();
                assertNothingIsHalf(sent, got);
            }
            while (!done) {
                done = KillTest.live(manifest, got, address, Integer.MAX_VALUE, words).done();
            }
        }
        if (somethingIsThere) {
            assertEquals("mine", Files.readString(got.resolve("mine")));
            Files.delete(got.resolve("mine"));
        }
        assertEquals(sent, SampleFolder.inventory(got), "seed " + seed);
    }

    private void assertNothingIsHalf(Map<String, String> sent, Path got) throws IOException {
        if (Files.exists(got)) {
            SampleFolder.inventory(got)
                    .forEach((name, content) -> {
                        if (!content.endsWith("folder") && !name.equals("mine")) {
                            assertEquals(sent.get(name), content, "seed " + seed + ": " + name);
                        }
                    });
        }
    }
}
