package p2p.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.testkit.Ran;
import p2p.testkit.Tracker;

class TrackerProgramTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    tracker_info.txt           | Name the file of the trackers and the number of this one.
                    tracker_info.txt one       | 'one' is not the number of a tracker.
                    tracker_info.txt 1 --data  | --data needs a folder.
                    tracker_info.txt 1 --port  | There is no option --port.
                    tracker_info.txt 1 2       | Name the file of the trackers and the number of this one.
                    tracker_info.txt 3         | tracker_info.txt has no tracker 3; it names 2.
                    tracker_info.txt 0         | tracker_info.txt has no tracker 0; it names 2.
                    nothing.txt 1              | There is no file nothing.txt.
                    bad.txt 1                  | Line 2 of bad.txt is wrong: 'nonsense' is not of the form ADDRESS:PORT.
                    admin grant                | Say 'admin grant NAME', 'admin revoke NAME' or 'admin list'.
                    keys list                  | Say 'keys wrap', 'keys unwrap' or 'keys forget'.
                    """)
    void refusesWhatItCannotMean(String arguments, String sentence) throws IOException {
        Tracker.list(folder, 2);
        Files.writeString(folder.resolve("bad.txt"), "# trackers\nnonsense\n");
        Ran refused = TrackerCommands.run(Map.of(), here(arguments).split(" +"));
        assertEquals(2, refused.exitCode());
        assertEquals(here(sentence), refused.err().lines().findFirst().orElse(""));
        assertEquals("", refused.out());
    }

    /** With the files' whole paths. */
    private String here(String text) {
        return text.replaceAll("\\b\\w+\\.txt", folder + "/$0");
    }

    @Test
    void saysThatItsAddressIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(
                    folder.resolve("tracker_info.txt"), "127.0.0.1:" + taken.getLocalPort());
            assertFails(
                    "The tracker cannot listen at 127.0.0.1:"
                            + taken.getLocalPort()
                            + ": Address already in use.",
                    Map.of());
        }
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void saysThatTheDatabaseIsOutOfReach() throws IOException {
        Tracker.list(folder, 1);
        assertFails(
                "The database jdbc:postgresql://127.0.0.1:1/none cannot be used: Connection to"
                        + " 127.0.0.1:1 refused. Check that the hostname and port are correct and"
                        + " that the postmaster is accepting TCP/IP connections.",
                Map.of("P2P_DB_URL", "postgresql://127.0.0.1:1/none"));
        assertFails(
                "P2P_DB_URL is not of the form postgresql://HOST:PORT/DATABASE.",
                Map.of("P2P_DB_URL", "mysql://127.0.0.1/none"));
    }

    private void assertFails(String sentence, Map<String, String> environment) {
        Ran failed =
                TrackerCommands.run(
                        environment,
                        folder.resolve("tracker_info.txt").toString(),
                        "1",
                        "--data",
                        folder.resolve("data").toString());
        assertEquals(1, failed.exitCode());
        assertEquals(sentence + "\n", failed.err());
        assertEquals("", failed.out());
    }
}
