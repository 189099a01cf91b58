package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import p2p.protocol.TrackerList;

/** Three trackers on one PostgreSQL of their own, numbered from 1, which can be made to fall. */
final class ThreeTrackers implements AutoCloseable {

    private final Path folder;
    private final Path list;
    private final List<String> addresses;
    private final TrackerForPeers[] trackers = new TrackerForPeers[3];

    ThreeTrackers(Path folder) throws Exception {
        this.folder = folder;
        list = TrackerForPeers.list(folder, trackers.length);
        addresses =
                TrackerList.read(list).trackers().stream()
                        .map(tracker -> tracker.address().toString())
                        .toList();
        startAll();
    }

    Path list() {
        return list;
    }

    String address(int number) {
        return addresses.get(number - 1);
    }

    TrackerForPeers get(int number) {
        return trackers[number - 1];
    }

    /** The number of the tracker that this person is attached to. */
    int of(Person person) {
        await().atMost(90, SECONDS).until(() -> person.peer.status().attached());
        return addresses.indexOf(person.peer.status().tracker()) + 1;
    }

    /** Has somebody leave and come back until chance leads to this tracker. */
    void bring(Person person, int number) {
        do {
            person.close();
            person.open();
        } while (of(person) != number);
    }

    void start(int number) {
        try {
            trackers[number - 1] = TrackerForPeers.start(list, number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts those that do not run, all at once. */
    void startAll() {
        IntStream.rangeClosed(1, trackers.length)
                .parallel()
                .filter(number -> get(number) == null || !get(number).isAlive())
                .forEach(this::start);
    }

    /** Stops PostgreSQL on the spot; no tracker starts it again before this is closed. */
    FileChannel stopPostgres() throws Exception {
        Path data = folder.resolve("data");
        var change = FileChannel.open(data.resolve("change.lock"), StandardOpenOption.WRITE);
        change.lock();
        String pid = Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst();
        new ProcessBuilder("kill", "-s", "QUIT", pid.strip()).start().waitFor();
        return change;
    }

    @Override
    public void close() {
        for (TrackerForPeers tracker : trackers) {
            tracker.close();
        }
    }
}
