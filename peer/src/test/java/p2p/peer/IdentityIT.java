package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.refusal.Refused;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** Trackers of one database, which are known by the key that they share. */
class IdentityIT {

    private static final String OTHER = "0a".repeat(32);

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void allTrackersOfADatabaseAreOne() throws Exception {
        try (var trackers = Trackers.identified(folder, 2)) {
            List<String> known = Files.readAllLines(trackers.list());
            String identity = known.getFirst().replaceFirst(".* ", "");
            assertEquals(
                    Stream.of(1, 2).map(n -> trackers.address(n) + " " + identity).toList(), known);
            Path plain = list("plain", "127.0.0.1:" + trackers.address(1).port());
            Path wrong = list("wrong", trackers.address(1) + " " + OTHER);
            try (var ann = person("ann", trackers.list());
                    var bob = person("bob", wrong);
                    var cem = person("cem", plain)) {
                ann.signUp().creates("films");
                await().atMost(60, SECONDS).until(() -> ann.peer.status().attached());
                String first = String.valueOf(ann.peer.status().tracker());
                assertTrue(known.contains(ann.peer.status().trackerUrls().getFirst()));
                int gone = first.equals(trackers.address(1).toString()) ? 1 : 2;
                trackers.get(gone).kill9();
                await().atMost(60, SECONDS)
                        .until(() ->
                                trackers.address(3 - gone)
                                        .toString()
                                        .equals(ann.peer.status().tracker()));
                ann.creates("books");
                trackers.startAll();

                assertTrue(
                        refusal(bob)
                                .contains(
                                        "who answers has the identity %s and not %s: either"
                                                        .formatted(identity, OTHER)
                                                + " somebody is between"),
                        () -> refusal(bob));
                assertTrue(refusal(bob).contains("Nothing was said to it"), () -> refusal(bob));
                assertEquals(
                        List.of(),
                        trackers.postgres()
                                .database()
                                .rows("select name from account where name = 'bob'"));
                assertTrue(refusal(cem).contains("cannot be reached"), () -> refusal(cem));
            }
            noneStartsAsSomebodyElse(trackers);
        }
    }

    private void noneStartsAsSomebodyElse(Trackers trackers) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path list = list("list", "127.0.0.1:" + port + " " + OTHER);
        String data = trackers.postgres().data().toString();
        try (var tracker = Tracker.run(folder, Map.of(), list.toString(), "1", "--data", data)) {
            assertEquals(1, tracker.awaitExit());
            String said = tracker.errors();
            assertTrue(
                    said.matches(
                            "(?s).*The tracker could not start: Its line names the identity "
                                    + OTHER
                                    + ", and the identity of its database is [0-9a-f]{64}\\.\n"),
                    said);
        }
    }

    private Path list(String name, String line) throws IOException {
        return Files.writeString(folder.resolve(name), line + "\n");
    }

    private Person person(String name, Path list) throws Exception {
        return new Person(name, folder, vertx, list, Encryption.ON);
    }

    private static String refusal(Person person) {
        return assertThrows(Refused.class, person::signUp).problem().detail();
    }
}
