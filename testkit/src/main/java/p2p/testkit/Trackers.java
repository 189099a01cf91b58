package p2p.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;

/** Some trackers on one PostgreSQL of their own, numbered from 1, which can be made to fall. */
public final class Trackers implements AutoCloseable {

    private final Path folder;
    private final Path list;
    private final Map<String, String> environment;
    private final List<HostPort> addresses;
    private final Tracker[] trackers;

    private Trackers(Path folder, Path list, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.list = list;
        this.environment = environment;
        try {
            addresses =
                    TrackerList.read(list).trackers().stream()
                            .map(TrackerList.Entry::address)
                            .toList();
        } catch (TrackerList.BadTrackerList e) {
            throw new IllegalStateException(e);
        }
        trackers = new Tracker[addresses.size()];
    }

    /** So many, all of them started. */
    public static Trackers start(Path folder, int count) throws IOException {
        return start(folder, Tracker.list(folder, count), Map.of());
    }

    /** Those of a list, all of them started. */
    public static Trackers start(Path folder, Path list, Map<String, String> environment)
            throws IOException {
        var trackers = new Trackers(folder, list, environment);
        try {
            trackers.startAll();
            return trackers;
        } catch (IllegalStateException | UncheckedIOException e) {
            trackers.close();
            throw e;
        }
    }

    /** So many, all of them started, which are known by their identity. */
    public static Trackers identified(Path folder, int count) throws IOException {
        Path plain = Tracker.list(folder, count);
        Trackers known;
        try (var first = new Trackers(folder, plain, Map.of())) {
            first.start(1);
            String identity = first.identity(1).replaceFirst(".* ", " ");
            List<String> lines = first.addresses().stream().map(at -> at + identity).toList();
            known = new Trackers(folder, Files.write(folder.resolve("known.txt"), lines), Map.of());
            first.get(1).close();
        }
        known.startAll();
        return known;
    }

    /** The line that is for the lists of those who are to know it by its identity. */
    public String identity(int number) throws IOException {
        try (var asked =
                Tracker.run(
                        folder,
                        environment,
                        list.toString(),
                        String.valueOf(number),
                        "identity",
                        "--data",
                        postgres().data().toString())) {
            if (asked.awaitExit() != 0) {
                throw new IllegalStateException(asked.errors());
            }
            return asked.output().strip();
        }
    }

    public Path list() {
        return list;
    }

    public HostPort address(int number) {
        return addresses.get(number - 1);
    }

    public List<HostPort> addresses() {
        return addresses;
    }

    public Tracker get(int number) {
        return trackers[number - 1];
    }

    public TrackersPostgres postgres() {
        return new TrackersPostgres(folder.resolve("tracker-data"));
    }

    public void start(int number) {
        try {
            trackers[number - 1] =
                    Tracker.run(
                                    folder,
                                    environment,
                                    list.toString(),
                                    String.valueOf(number),
                                    "--data",
                                    postgres().data().toString())
                            .awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts those that do not run, all at once. */
    public void startAll() {
        IntStream.rangeClosed(1, trackers.length)
                .parallel()
                .filter(number -> get(number) == null || !get(number).isAlive())
                .forEach(this::start);
    }

    /** On the spot, for nobody wants what they have any more. */
    @Override
    public void close() {
        for (Tracker tracker : trackers) {
            if (tracker != null) {
                tracker.kill9();
            }
        }
        postgres().kill9();
    }
}
