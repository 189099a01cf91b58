package p2p.cli.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import p2p.cli.control.Failure;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.peer.Fingerprint;

/**
 * The identities of trackers that this home's user has said are right, one tracker a line as in a
 * list, the last one first.
 */
final class KnownTrackers {

    private static final String NAME = "known_trackers.txt";
    private static final String LOCK = "known_trackers.lock";
    private static final int MOST = 200;
    private static final int LARGEST = 64 << 10;

    private final Path file;

    KnownTrackers(Path home) {
        file = home.resolve(NAME);
    }

    /**
     * Those of the trackers that are asked for their identity; one where all is as it should be.
     */
    Set<Fingerprint> of(TrackerList trackers) {
        return trackers.trackers().stream()
                .filter(each -> each.protection() == TrackerList.Protection.IDENTITY)
                .flatMap(each -> at(each.address()).stream())
                .collect(Collectors.toSet());
    }

    /** By which the tracker there is known, however it is to be asked now. */
    Set<Fingerprint> at(HostPort address) {
        return kept().stream()
                .filter(known -> isSame(known.address(), address))
                .flatMap(known -> known.identity().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isSame(HostPort one, HostPort other) {
        return one.port() == other.port() && one.host().equalsIgnoreCase(other.host());
    }

    /**
     * In the place of what was known of the same addresses, which the user may want asked without
     * an identity now.
     */
    void keep(TrackerList trackers) {
        try (FileChannel lock =
                        FileChannel.open(
                                file.resolveSibling(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            write(trackers.trackers(), kept());
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(file, e).getMessage());
        }
    }

    private void write(List<Entry> named, List<Entry> before) throws IOException {
        Stream<Entry> others =
                before.stream()
                        .filter(known ->
                                named.stream()
                                        .noneMatch(
                                                each -> isSame(each.address(), known.address())));
        List<String> lines =
                Stream.concat(named.stream().filter(each -> each.identity().isPresent()), others)
                        .map(Entry::line)
                        .limit(MOST)
                        .toList();
        if (Set.copyOf(lines)
                .equals(before.stream().map(Entry::line).collect(Collectors.toSet()))) {
            return;
        }
        if (lines.isEmpty()) {
            PrivateFile.remove(file);
        } else {
            String text = String.join("\n", lines) + "\n";
            PrivateFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** What cannot be read is not what nobody has said: somebody would be asked once more. */
    private List<Entry> kept() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (Files.size(file) > LARGEST) {
                throw damaged();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            if (lines.isEmpty()) {
                throw damaged();
            }
            return lines.stream().map(line -> TrackerList.entry(0, line)).toList();
        } catch (IllegalArgumentException e) {
            throw damaged();
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(file, e).getMessage());
        }
    }

    private Failure damaged() {
        return Failure.refused(
                "home",
                file
                        + " is damaged; remove it, and say once more which trackers are the right ones.");
    }
}
