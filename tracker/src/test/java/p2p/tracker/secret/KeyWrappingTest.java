package p2p.tracker.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.tracker.store.Sql;

@QuarkusTest
class KeyWrappingTest {

    private static final String ONE = "the-first-secret-of-these-trackers";
    private static final String OTHER = "the-other-secret-of-these-trackers";
    private static final String LOST =
            " Where it is lost, stop all trackers and say 'tracker keys forget': they make new keys,"
                    + " and all users have to name their new identity.";

    @Inject Sql sql;

    @TempDir Path folder;

    private void start(Optional<Path> named) {
        new KeyWrapping(named, Optional.empty(), sql).start(new StartupEvent());
    }

    private String refused(Optional<Path> named) {
        return String.valueOf(
                assertThrows(KeySecrets.Unusable.class, () -> start(named)).getMessage());
    }

    private Optional<Path> file(String text) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("secrets"), text));
    }

    @Test
    @TestTransaction
    void aTrackerThatCouldNotReadTheKeysDoesNotStart() throws IOException {
        assertEquals(1, sql.update("update key_wrapping set secret = ?", KeySecret.of(ONE).id()));
        assertEquals(
                "The keys in the database are wrapped with a secret; name its file with"
                        + " P2P_KEY_SECRET_FILE."
                        + LOST,
                refused(Optional.empty()));
        assertEquals(
                "The keys in the database are wrapped with a secret that is not in "
                        + folder.resolve("secrets")
                        + "; put it back there."
                        + LOST,
                refused(file(OTHER)));
        start(file(OTHER + "\n" + ONE));
        start(file(ONE));
        assertEquals(
                "There is no file nowhere, which P2P_KEY_SECRET_FILE names.",
                refused(Optional.of(Path.of("nowhere"))));
    }
}
