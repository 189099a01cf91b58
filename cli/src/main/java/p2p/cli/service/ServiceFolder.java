package p2p.cli.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.near.NearTracker;
import p2p.peer.Settings;
import p2p.peer.connection.ListenAt;
import p2p.peer.control.LocalAccess;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.BadTrackerList;

/** The folder of one peer, and what is remembered there from one start to the next. */
public record ServiceFolder(Path folder) {

    private static final String TRACKERS = "tracker_info.txt";
    private static final Path HERE = Path.of(TRACKERS);
    private static final String TRACKER_CA = "tracker_ca.pem";
    private static final Path OF_THE_MACHINE = Path.of("machine");
    private static final String LISTEN = "listen.txt";
    private static final String ANYWHERE = "*:";
    private static final int MOST_NAMED = 8;
    private static final String LOG = "service.log";
    private static final String TRIED = "trackers-tried";

    /** The folder that the user names by option or by P2P_HOME, else the usual one. */
    public static ServiceFolder of(@Nullable Path option, Map<String, String> environment) {
        return chosen(option, environment, usual(environment));
    }

    /** As above, but without a word of the user's every address has a folder of its own. */
    public static ServiceFolder of(
            @Nullable Path option, Map<String, String> environment, HostPort listen) {
        String name = listen.toString().replaceAll("[^A-Za-z0-9.]", "_");
        return chosen(option, environment, usual(environment).resolve("client-" + name));
    }

    private static ServiceFolder chosen(
            @Nullable Path option, Map<String, String> environment, Path otherwise) {
        String variable = environment.getOrDefault("P2P_HOME", "");
        Path folder = option != null ? option : variable.isEmpty() ? otherwise : Path.of(variable);
        return new ServiceFolder(folder.toAbsolutePath().normalize());
    }

    /** Whether it is the one of those who say nothing about it. */
    boolean isUsual(Map<String, String> environment) {
        return folder.equals(usual(environment).toAbsolutePath().normalize());
    }

    private static Path usual(Map<String, String> environment) {
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base =
                data.startsWith("/")
                        ? Path.of(data)
                        : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("p2p");
    }

    /** Makes the folder, for its owner alone, where it is missing. */
    public void create() {
        var onlyOwner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, onlyOwner);
            }
        } catch (IOException e) {
            // Another command may have been quicker.
            if (!Files.isDirectory(folder)) {
                throw Failure.refused("home", DiskTrouble.of(folder, e).getMessage());
            }
        }
    }

    /** What a killed service has left would lead to whoever listens at its port now. */
    void forgetAccess() {
        try {
            if (!isLocked()) {
                LocalAccess.remove(folder);
            }
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(folder, e).getMessage());
        }
    }

    /** Whether a service runs here, though it may not answer; nothing that its own process asks. */
    boolean isLocked() {
        try (FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
                FileLock free = lock.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public Path log() {
        return folder.resolve(LOG);
    }

    public Path history() {
        return folder.resolve("shell-history");
    }

    /**
     * The trackers of the file given, else those of the last start, else of ./tracker_info.txt:
     * what happens to lie in a folder leads nobody to other trackers.
     */
    TrackerList trackers(@Nullable Path given) {
        Path remembered = folder.resolve(TRACKERS);
        Path file = given != null ? given : Files.exists(remembered) ? remembered : HERE;
        if (given == null && !Files.exists(file)) {
            throw noTracker(List.of());
        }
        return read(file);
    }

    /** Those of a file, or where there is none of that name the one at this address. */
    static TrackerList named(String fileOrAddress) {
        Path file = Path.of(fileOrAddress);
        try {
            if (!Files.exists(file)) {
                return new TrackerList(List.of(TrackerList.entry(1, fileOrAddress)));
            }
        } catch (IllegalArgumentException e) {
            return read(file);
        }
        return read(file);
    }

    private static TrackerList read(Path file) {
        try {
            return TrackerList.read(file);
        } catch (BadTrackerList e) {
            throw Failure.usage(e.getMessage());
        }
    }

    /** That nobody named one; those near are named, and the user chooses. */
    static Failure noTracker(List<NearTracker> near) {
        String sentence =
                "No tracker is known yet; name them once: p2p up --trackers tracker_info.txt"
                        + " --detach.";
        if (near.isEmpty()) {
            return Failure.usage(sentence);
        }
        String all =
                near.stream()
                        .limit(MOST_NAMED)
                        .map(tracker -> tracker.name() + " at " + tracker.line())
                        .collect(Collectors.joining(", "));
        return Failure.usage(
                "%s Found near: %s; 'p2p up --trackers %s' uses %s."
                        .formatted(
                                sentence,
                                all,
                                near.size() == 1 ? near.getFirst().word() : "ADDRESS",
                                near.size() == 1 ? "it" : "one of them"));
    }

    /** Whether there was a start already, or an invitation. */
    public boolean hasTrackers() {
        return Files.exists(folder.resolve(TRACKERS));
    }

    /** The list of the tracker that was begun here, where one was. */
    Path ownTracker() {
        return folder.resolve("tracker").resolve(TRACKERS);
    }

    boolean hasTracker() {
        return Files.exists(ownTracker());
    }

    /** Whether a start here needs no word about the trackers. */
    public boolean knowsTrackers() {
        return hasTrackers() || Files.exists(HERE);
    }

    /** What to say where ./tracker_info.txt names other trackers than those in use. */
    Optional<String> overlooked(TrackerList used) {
        try {
            return Files.exists(HERE) && !used.isSameAs(TrackerList.read(HERE))
                    ? Optional.of(
                            "The trackers are those of the last start; to use those of"
                                    + " ./tracker_info.txt, say --trackers tracker_info.txt.")
                    : Optional.empty();
        } catch (BadTrackerList e) {
            return Optional.empty();
        }
    }

    /**
     * What to say where whoever is on the way to one of the trackers of the last start can read.
     */
    public Optional<String> warning() {
        try {
            return hasTrackers()
                    ? warning(TrackerList.read(folder.resolve(TRACKERS)))
                    : Optional.empty();
        } catch (BadTrackerList e) {
            return Optional.empty();
        }
    }

    public static Optional<String> warning(TrackerList trackers) {
        return trackers.trackers().stream()
                .filter(TrackerList.Entry::isOpen)
                .findFirst()
                .map(open ->
                        ("What goes to the tracker %s, passwords too, can be read and changed on the"
                                        + " way: http:// before its address says so.")
                                .formatted(open.address()));
    }

    /** What to say where whoever is elsewhere finds nobody at the address to listen at. */
    public static Optional<String> unreached(Settings settings) {
        HostPort address = settings.listen().address();
        boolean meetsOthers =
                settings.trackers().trackers().stream()
                        .anyMatch(tracker -> !tracker.address().isLoopback());
        return address.isLoopback() && meetsOthers
                ? Optional.of(
                        ("At %s this peer is reached from this machine alone, and a tracker is"
                                        + " elsewhere: others cannot download from here. At 0.0.0.0:%d they"
                                        + " could.")
                                .formatted(address, address.port()))
                : Optional.empty();
    }

    /** The authorities of the file given, else those of the last start, else the machine's. */
    TrackerTrust trust(@Nullable Path given) {
        Path remembered = folder.resolve(TRACKER_CA);
        if (OF_THE_MACHINE.equals(given) || (given == null && !Files.exists(remembered))) {
            return TrackerTrust.ofTheMachine();
        }
        Path file = given == null ? remembered : given;
        try {
            return TrackerTrust.pinned(file);
        } catch (NoSuchFileException e) {
            throw Failure.usage("There is no file " + file + ".");
        } catch (FileSystemException e) {
            throw Failure.usage(DiskTrouble.of(file, e).getMessage());
        } catch (IOException e) {
            throw Failure.usage(file + " cannot be used: " + e.getMessage() + ".");
        }
    }

    /** The address given, else what somebody said once, else all, at the port of the last start. */
    ListenAt listen(@Nullable HostPort given) {
        if (given != null) {
            return ListenAt.exactly(given);
        }
        try {
            Path remembered = folder.resolve(LISTEN);
            if (!Files.exists(remembered)) {
                return ListenAt.anywhere();
            }
            String kept = Files.readString(remembered).strip();
            return kept.startsWith(ANYWHERE)
                    ? ListenAt.anywhere(Integer.parseInt(kept.substring(ANYWHERE.length())))
                    : ListenAt.exactly(HostPort.parse(kept));
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.usage(
                    "The file " + LISTEN + " in " + folder + " is damaged; give --listen.");
        }
    }

    /** Addresses are found anew at each start, unless somebody said which: machines move. */
    void remember(Settings settings, HostPort actual) throws IOException {
        TrackerTrust trust = settings.trust();
        if (trust.pem().isPresent()) {
            keep(TRACKER_CA, trust.pem().get());
        } else {
            PrivateFile.remove(folder.resolve(TRACKER_CA));
        }
        keep(TRACKERS, String.join("\n", lines(settings.trackers())) + "\n");
        keep(
                LISTEN,
                settings.listen().orAnotherPort()
                        ? ANYWHERE + actual.port() + "\n"
                        : actual + "\n");
    }

    private void keep(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            PrivateFile.write(file, bytes);
        }
    }

    /** The trackers of the first start are tried only: others may follow until somebody is in. */
    void markTried() {
        try {
            keep(TRIED, "");
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(folder, e).getMessage());
        }
    }

    /** Somebody is in, so that the trackers stay. */
    public void settle() {
        try {
            PrivateFile.remove(folder.resolve(TRIED));
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(folder, e).getMessage());
        }
    }

    /** Whether the peer has trackers that somebody has used. */
    public boolean hasSettledTrackers() {
        return hasTrackers() && !Files.exists(folder.resolve(TRIED));
    }

    /** A file with the trackers that the peer has settled on, or where there are none with this. */
    Path trackersFor(TrackerList.Entry invitedTo) {
        Path remembered = folder.resolve(TRACKERS);
        try {
            if (!hasSettledTrackers()) {
                keep(TRACKERS, invitedTo.line() + "\n");
            }
            return remembered;
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(folder, e).getMessage());
        }
    }

    /** Whether the trackers of the last start have this one among them. */
    boolean knows(TrackerList.Entry tracker) {
        return trackers(folder.resolve(TRACKERS)).trackers().stream().anyMatch(tracker::isAt);
    }

    /** Whether it is one of those of the last start but for the identity, which is missing. */
    boolean knowsIdentityOf(TrackerList.Entry tracker) {
        return tracker.protection() == TrackerList.Protection.AUTHORITIES
                && trackers(folder.resolve(TRACKERS)).trackers().stream()
                        .filter(known -> known.identity().isPresent())
                        .anyMatch(known -> known.address().equals(tracker.address()));
    }

    /** Whether these are the trackers of the last start. */
    boolean remembers(TrackerList trackers) {
        try {
            return Files.readAllLines(folder.resolve(TRACKERS)).equals(lines(trackers));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(TrackerList trackers) {
        return trackers.trackers().stream().map(TrackerList.Entry::line).toList();
    }
}
