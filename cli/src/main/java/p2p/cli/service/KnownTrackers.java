package p2p.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<HostPort> addresses = addresses(trackers);
        return kept().stream()
                .filter(known -> addresses.contains(known.address()))
                .flatMap(known -> known.identity().stream())
                .collect(Collectors.toSet());
    }

    /** In the place of what was known of the same addresses. */
    void keep(TrackerList trackers) {
        Set<HostPort> addresses = addresses(trackers);
        var all = new ArrayList<>(trackers.trackers());
        all.removeIf(each -> each.identity().isEmpty());
        List<Entry> before = kept();
        if (before.containsAll(all)) {
            return;
        }
        before.stream().filter(known -> !addresses.contains(known.address())).forEach(all::add);
        String lines = all.stream().limit(MOST).map(Entry::line).collect(Collectors.joining("\n"));
        try {
            PrivateFile.write(file, (lines + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(file, e).getMessage());
        }
    }

    private static Set<HostPort> addresses(TrackerList trackers) {
        return trackers.trackers().stream()
                .filter(each -> each.protection() == TrackerList.Protection.IDENTITY)
                .map(Entry::address)
                .collect(Collectors.toSet());
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
            return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                    .map(line -> TrackerList.entry(0, line))
                    .toList();
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
