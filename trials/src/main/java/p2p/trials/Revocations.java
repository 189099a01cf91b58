package p2p.trials;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import p2p.testkit.Patience;

/**
 * Somebody who is not to have a file any more gets nothing of it, were they to keep asking. Their
 * peer is stopped meanwhile, so that it cannot be the one that ends it.
 */
final class Revocations {

    private static final int RATE = 32 << 10;
    private static final int SIZE = 16 << 20;
    private static final long PROMISED_MILLIS = 1000;
    private static final long LOOKED_AT_MILLIS = 3000;

    /** Whoever comes back hears why not, and that is all. */
    private static final int LEAST_CHUNK = 16 << 10;

    private final String group;
    private final Person owner;
    private final Person sharer;
    private final Person person;
    private final Random random;
    private final History history;

    Revocations(
            String group,
            Person owner,
            Person sharer,
            Person person,
            Random random,
            History history) {
        this.group = group;
        this.owner = owner;
        this.sharer = sharer;
        this.person = person;
        this.random = random;
        this.history = history;
    }

    void hold() {
        sharer.must("set_limit", "--up", String.valueOf(RATE));
        during("removed", () -> owner.must("remove_member", group, person.name));
        person.must("join_group", group);
        owner.must("accept_request", group, person.name);
        during("unshared", () -> sharer.must("stop_share", group, "unshared"));
    }

    private void during(String file, Runnable revocation) {
        Path bytes = sharer.makesFile(file, SIZE, random);
        sharer.must("upload_file", bytes.toString(), group);
        String target = person.downloads.resolve(file).toString();
        person.must("download_file", group, file, target, "--background");
        long before = left();
        boolean flows = Patience.await(Duration.ofMinutes(1), () -> left() > before + RATE);
        person.peer.signal("STOP");
        long stopped = left();
        flows &= Patience.await(Duration.ofSeconds(10), () -> left() > stopped + LEAST_CHUNK);
        if (!flows) {
            history.wrong(file + ": nothing flows that could stop");
        }
        revocation.run();
        Patience.pause(PROMISED_MILLIS);
        long then = left();
        Patience.pause(LOOKED_AT_MILLIS);
        long after = left() - then;
        person.peer.signal("CONT");
        Patience.pause(LOOKED_AT_MILLIS);
        history.say(
                "%s: %d bytes left later than %d ms after it was answered"
                        .formatted(file, after, PROMISED_MILLIS));
        if (after > 0 || left() - then >= LEAST_CHUNK) {
            history.wrong(file + " is served although that is revoked");
        }
    }

    private long left() {
        return sharer.door.proxy().carriedOut();
    }
}
