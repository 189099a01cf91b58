package p2p.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.refusal.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.PasswordProof;
import p2p.testkit.Proxy;
import p2p.testkit.Trackers;

/** A tracker does as it is asked, its answer gets lost, and the other tracker is asked again. */
class LostAnswersIT {

    private static final String PASSWORD = Person.PASSWORD;
    private static final String OTHER = "another horse battery";

    @TempDir Path folder;

    private final AtomicBoolean loseNext = new AtomicBoolean();

    @Test
    void everyChangeIsCarriedOutOnceAndAnsweredByTheOtherTracker() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (var trackers = Trackers.start(folder, 2);
                var one = wayTo(trackers.address(1));
                var two = wayTo(trackers.address(2))) {
            Path list =
                    Files.write(
                            folder.resolve("through-cutters.txt"),
                            List.of(one.address(), two.address()));
            var ann =
                    new TrackerClient(
                            vertx,
                            TrackerList.read(list),
                            TrackerTrust.ofTheMachine(),
                            new Random(1));
            var bob =
                    new TrackerClient(
                            vertx,
                            TrackerList.read(list),
                            TrackerTrust.ofTheMachine(),
                            new Random(2));

            var annAsks = new AtTrackers(ann);
            var bobAsks = new AtTrackers(bob);

            losing(() -> annAsks.createAccount("ann", PASSWORD));
            losing(() -> logIn(ann, "ann", PASSWORD));
            losing(() -> annAsks.createGroup("films"));
            losing(() -> bobAsks.createAccount("bob", PASSWORD));
            losing(() -> logIn(bob, "bob", PASSWORD));
            losing(() -> bobAsks.requestJoin("films"));
            losing(() -> annAsks.acceptRequest("films", "bob"));
            assertEquals(2, ann.membership("films").members());
            losing(() -> bobAsks.leaveGroup("films"));
            losing(() -> bobAsks.changePassword(PASSWORD, OTHER));
            losing(bob::logOut);
            logIn(bob, "bob", OTHER);
            losing(() -> bob.deleteAccount(new PasswordProof(OTHER)));
            assertThrows(Refused.class, () -> logIn(bob, "bob", OTHER));

            assertEquals(
                    List.of(
                            "account-created user=ann",
                            "account-created user=bob",
                            "account-deleted user=bob",
                            "group-created group=films user=ann",
                            "join-accepted group=films user=bob by=ann",
                            "join-requested group=films user=bob",
                            "log-in-refused user=- from=127.0.0.1",
                            "logged-in user=ann from=127.0.0.1",
                            "logged-in user=bob from=127.0.0.1",
                            "logged-in user=bob from=127.0.0.1",
                            "member-left group=films user=bob",
                            "password-changed user=bob",
                            "session-ended user=bob reason=account-deleted",
                            "session-ended user=bob reason=logged-out"),
                    audit(trackers));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void logIn(TrackerClient client, String name, String password) {
        client.use(client.logIn(new LogIn(name, password, null, false, null)).token());
    }

    private void losing(Runnable command) {
        loseNext.set(true);
        command.run();
        assertFalse(loseNext.get(), "an answer was lost");
    }

    private Proxy wayTo(HostPort tracker) throws IOException {
        return new Proxy(tracker.port(), () -> this::pass);
    }

    private byte[] pass(byte[] answer) throws IOException {
        if (loseNext.compareAndSet(true, false)) {
            throw new IOException("lost");
        }
        return answer;
    }

    private static List<String> audit(Trackers trackers) {
        return (trackers.get(1).errors() + trackers.get(2).errors())
                .lines()
                .filter(line -> line.contains(" audit "))
                .map(line -> line.replaceFirst(".* audit ", ""))
                .sorted()
                .toList();
    }
}
