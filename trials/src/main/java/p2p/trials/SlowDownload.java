package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import p2p.testkit.Patience;

/** One download that lasts while things break, from one peer, every byte of it counted. */
final class SlowDownload {

    private static final int RATE = 512 << 10;
    private static final double SHARE_OF_THE_TIME = 0.5;
    private static final int LEAST = 8 << 20;
    private static final String FILE = "slow";

    /** Two seconds at this rate are asked for at once; and a piece that is not whole is lost. */
    private static final long IN_FLIGHT = 2 * RATE + (256 << 10);

    private static final double FRAMING = 1.01;
    private static final long GREETING = 8 << 10;

    private final Person sharer;
    private final Path original;
    private final Path target;
    private final Person person;
    private final History history;

    private SlowDownload(Person sharer, Person person, Path original, History history) {
        this.sharer = sharer;
        this.person = person;
        this.original = original;
        this.history = history;
        target = person.downloads.resolve(FILE);
    }

    static SlowDownload begin(
            String group,
            Person sharer,
            Person person,
            double minutes,
            Random random,
            History history) {
        int size = (int) Math.max(LEAST, minutes * 60 * RATE * SHARE_OF_THE_TIME);
        sharer.must("set_limit", "--up", String.valueOf(RATE));
        Path original = sharer.makesFile(FILE, size, random);
        sharer.must("upload_file", original.toString(), group);
        var download = new SlowDownload(sharer, person, original, history);
        person.must("download_file", group, FILE, download.target.toString(), "--background");
        return download;
    }

    /** Whatever is in flight when something breaks is fetched once more, and nothing else is. */
    void ends(Disasters disasters) throws IOException {
        sharer.must("set_limit", "--up", "0");
        if (!Patience.await(Duration.ofMinutes(3), () -> Files.exists(target))) {
            history.wrong(
                    "a slow download does not end: " + person.does("show_downloads").output());
            return;
        }
        if (Files.mismatch(original, target) != -1) {
            history.wrong("a slow download has other bytes");
        }
        long size = Files.size(original);
        long left = sharer.door.proxy().carriedOut();
        int connections = sharer.door.proxy().connections();
        int hits = disasters.hitsOf(sharer) + disasters.hitsOf(person);
        int losses = Math.max(hits, connections - 1) + 1;
        long most = (long) (size * FRAMING) + connections * GREETING + losses * IN_FLIGHT;
        history.say(
                "a download of %,d bytes, hit %d times, over %d connections: %,d bytes left for it"
                        .formatted(size, hits, connections, left));
        if (left < size || left > most) {
            history.wrong("these are less than there are, or more than " + most);
        }
    }
}
