package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Ran;
import p2p.testkit.TestAuthority;

/** A tracker that an authority of its own vouches for: {@code --tracker-ca}. */
class TrackerAuthorityIT {

    @TempDir static Path folder;

    private static Stage stage;
    private static String right;
    private static String wrong;

    @BeforeAll
    static void start() throws Exception {
        var ours = new TestAuthority(folder, "ours");
        right = ours.certificate().toString();
        wrong = new TestAuthority(folder, "theirs").certificate().toString();
        stage = Stage.withTls(ours.certify("ip:127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void whoNamesItsAuthoritySharesAndGetsAndNobodyElse() throws Exception {
        try (Person ann = stage.withNothing("ann");
                Person bob = stage.withNothing("bob")) {
            String tracker = Files.readAllLines(stage.trackerInfo()).getFirst();
            Files.writeString(stage.folder().resolve("of-ann/film.txt"), "a film");
            String[] share = {"--json", "share", "film.txt", "--name", "ann", "--tracker", tracker};
            assertNotTrusted(ann, share);
            assertNotTrusted(ann, with(wrong, share));
            Ran shared = ann.run(with(right, share));
            assertEquals(0, shared.exitCode(), shared::toString);
            String link = shared.document().get("link").asText();
            assertTrue(link.startsWith(tracker + "/i/film.txt#"), link);

            String[] get = {"get", link, "--name", "bob"};
            assertNotTrusted(bob, get);
            assertNotTrusted(bob, with(wrong, get));
            Ran got = bob.run(with(right, get));
            assertEquals(0, got.exitCode(), got::toString);
            assertEquals("a film", Files.readString(stage.folder().resolve("of-bob/film.txt")));
            Ran late = bob.run(with(wrong, get));
            assertEquals(1, late.exitCode(), late::toString);
            assertTrue(late.err().contains("it runs already; end it with 'p2p down' first"));
        }
    }

    @Test
    void aServiceKeepsWhomItTrustsUntilItIsToldOtherwise() throws Exception {
        try (Person cem = stage.withNothing("cem")) {
            String[] up = {"up", "--trackers", stage.trackerInfo().toString(), "--detach"};
            String[] create = {"create_user", "cem", "--password-stdin"};
            assertEquals(0, cem.run(with(wrong, up)).exitCode());
            assertIsNotTrusted(cem.runWithInput("long enough\n", create));
            assertEquals(0, cem.run("down").exitCode());
            assertEquals(0, cem.run(with(right, up)).exitCode());
            Ran created = cem.runWithInput("long enough\n", create);
            assertEquals(0, created.exitCode(), created::toString);
            assertEquals(0, cem.run("login", "cem", "long enough").exitCode());
            assertEquals(0, cem.run("down").exitCode());
            assertEquals(0, cem.run("up", "--detach").exitCode());
            assertEquals(0, cem.run("list_groups").exitCode());
            assertEquals(0, cem.run("down").exitCode());
            assertEquals(0, cem.run("up", "--detach", "--tracker-ca", "machine").exitCode());
            assertIsNotTrusted(cem.run("list_groups"));
        }
    }

    /** Its service has ended afterwards. */
    private static void assertNotTrusted(Person person, String... command) throws Exception {
        assertIsNotTrusted(person.run(command));
        assertEquals(0, person.run("down").exitCode());
    }

    private static void assertIsNotTrusted(Ran ran) {
        assertEquals(3, ran.exitCode(), ran::toString);
        assertTrue(
                (ran.out() + ran.err()).contains("from no authority that this peer trusts"),
                ran::toString);
    }

    private static String[] with(String authority, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--tracker-ca", authority));
        return all.toArray(String[]::new);
    }
}
