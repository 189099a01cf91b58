package p2p.tracker.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretsTest {

    private static final int TRACKERS = 8;
    private static final String OLD = "an-old-secret-of-thirty-two-characters";
    private static final String NEW = "a-new-secret-of-thirty-two-characters!";

    @TempDir Path folder;

    private KeySecrets named(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), text);
        return KeySecrets.of(Map.of("P2P_KEY_SECRET_FILE", file.toString()), Optional.of(folder));
    }

    private static String refused(Runnable what) {
        return String.valueOf(assertThrows(KeySecrets.Unusable.class, what::run).getMessage());
    }

    @Test
    void theFirstWrapsAndAllUnwrap() throws IOException {
        KeySecrets secrets = named(NEW + "\r\n\n  " + OLD + "\n");
        assertTrue(secrets.areNamed());
        assertArrayEquals(KeySecret.of(NEW).id(), secrets.first().orElseThrow().id());
        byte[] old = KeySecret.of(OLD).id();
        assertTrue(secrets.by(old).is(old));
        assertFalse(Files.exists(folder.resolve("secret")));
    }

    @Test
    void whereItHasToBeThereNoneIsMade() throws IOException {
        KeySecrets own = KeySecrets.of(Optional.empty(), Optional.of(folder));
        assertEquals(
                "The keys in the database are wrapped with a secret that is not in "
                        + folder.resolve("secret")
                        + "; put it back there. Where it is lost, stop all trackers and say"
                        + " 'tracker keys forget --data "
                        + folder
                        + "': they make new keys, and all users have to name their new identity.",
                refused(own::present));
        assertFalse(Files.exists(folder.resolve("secret")));
        assertTrue(own.first().isPresent());
    }

    @Test
    void itIsKnownWhetherOthersMayReadIt() throws IOException {
        KeySecrets secrets = named(OLD);
        Path file = folder.resolve("secrets");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(Optional.empty(), secrets.openToOthers());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(Optional.of(file), secrets.openToOthers());
    }

    @Test
    void oneThatIsAddedToTheFileIsFoundAndOneThatIsTakenOutStaysKnown() throws IOException {
        KeySecrets secrets = named(OLD);
        byte[] old = KeySecret.of(OLD).id();
        byte[] young = KeySecret.of(NEW).id();
        assertTrue(secrets.by(old).is(old));
        assertEquals(
                "The keys in the database are wrapped with a secret that is not in "
                        + folder.resolve("secrets")
                        + "; put it back there. Where it is lost, stop all trackers and say"
                        + " 'tracker keys forget': they make new keys, and all users have to name"
                        + " their new identity.",
                refused(() -> secrets.by(young)));
        named(NEW + "\n" + OLD);
        assertTrue(secrets.by(young).is(young));
        named("");
        assertTrue(secrets.by(old).is(old));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "thirty-one-characters-in-a-line",
                "two words that are more than thirty-two characters",
                "a-secret-of-more-than-thirty-two-chäracters",
                OLD + "\nshort"
            })
    void whatIsNoSecretIsRefused(String text) throws IOException {
        KeySecrets secrets = named(text);
        assertEquals(
                "The file "
                        + folder.resolve("secrets")
                        + " is no file of secrets: each line has to be one, of at least 32"
                        + " characters without spaces (openssl rand -hex 32).",
                refused(secrets::first));
    }

    @Test
    void aFileThatIsTooLongIsNotReadToItsEnd() throws IOException {
        KeySecrets secrets = named("x".repeat(4097));
        assertTrue(refused(secrets::first).contains(" is no file of secrets: "));
        assertTrue(named("x".repeat(4096)).first().isPresent());
    }

    @Test
    void aNamedFileHasToBeThere() {
        Path file = folder.resolve("nothing");
        KeySecrets secrets = KeySecrets.of(Optional.of(file), Optional.of(folder));
        assertEquals(
                "There is no file " + file + ", which P2P_KEY_SECRET_FILE names.",
                refused(secrets::first));
    }

    @Test
    void withoutAnyThereIsNothingToWrapWith() {
        KeySecrets none = KeySecrets.of(Map.of("P2P_KEY_SECRET_FILE", ""), Optional.empty());
        assertTrue(none.first().isEmpty());
        assertEquals(
                "The keys in the database are wrapped with a secret; name its file with"
                        + " P2P_KEY_SECRET_FILE. Where it is lost, stop all trackers and say"
                        + " 'tracker keys forget': they make new keys, and all users have to name"
                        + " their new identity.",
                refused(() -> none.by(KeySecret.of(OLD).id())));
    }

    @Test
    void thoseWhoMakeItAtTheSameTimeAgree() throws Exception {
        var start = new CyclicBarrier(TRACKERS);
        var ids = new TreeSet<String>();
        try (var threads = Executors.newFixedThreadPool(TRACKERS)) {
            Callable<String> tracker =
                    () -> {
                        start.await();
                        KeySecrets own = KeySecrets.of(Optional.empty(), Optional.of(folder));
                        return HexFormat.of().formatHex(own.first().orElseThrow().id());
                    };
            for (var id :
                    threads.invokeAll(
                            IntStream.range(0, TRACKERS).mapToObj(_ -> tracker).toList())) {
                ids.add(id.get());
            }
        }
        assertEquals(1, ids.size());
        Path made = folder.resolve("secret");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(made), files.toList());
        }
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        assertTrue(Files.readString(made).matches("[0-9a-f]{64}\n"));
    }
}
