package p2p.protocol;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;

/** The trackers of {@code tracker_info.txt}, in the file's order; the first one is number 1. */
public record TrackerList(List<Entry> trackers) {

    /** How a tracker is known to be itself. */
    public enum Protection {
        /** Not at all: whoever is on the way reads and changes what is said. */
        NONE,
        /** By authorities that vouch for its name, as its {@code https://} says. */
        AUTHORITIES,
        /** By the key that all trackers of its database share. */
        IDENTITY
    }

    /**
     * One tracker.
     *
     * @param identity the fingerprint of that key, where it is known
     */
    public record Entry(
            int number, HostPort address, Protection protection, Optional<Fingerprint> identity) {

        public Entry {
            if (identity.isPresent() != (protection == Protection.IDENTITY)) {
                throw new IllegalArgumentException("an identity has a fingerprint");
            }
        }

        /** Whether it is the same tracker, known by the same, whatever its number. */
        public boolean isAt(Entry other) {
            return line().equals(other.line());
        }

        public boolean secure() {
            return protection != Protection.NONE;
        }

        /** As a list has it; nothing is left to be understood. */
        public String line() {
            return identity.map(known -> address + " " + known).orElseGet(this::url);
        }

        /** Where it is; this says nothing of an identity. */
        public String url() {
            return secure() ? "https://" + address : plainUrl();
        }

        public String plainUrl() {
            return "http://" + address;
        }
    }

    public TrackerList {
        trackers = List.copyOf(trackers);
    }

    public static TrackerList read(Path file) throws BadTrackerList {
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            throw new BadTrackerList("There is no file " + file + ".");
        } catch (MalformedInputException e) {
            throw new BadTrackerList(file + " is not a text file.");
        } catch (AccessDeniedException e) {
            throw new BadTrackerList("Permission is missing for " + file + ".");
        } catch (FileSystemException e) {
            throw new BadTrackerList(file + " cannot be read: " + e.getReason() + ".");
        } catch (IOException e) {
            throw new BadTrackerList(file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    static TrackerList parse(String file, List<String> lines) throws BadTrackerList {
        var trackers = new ArrayList<Entry>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                trackers.add(entry(trackers.size() + 1, line));
            } catch (IllegalArgumentException e) {
                throw new BadTrackerList(
                        "Line " + (i + 1) + " of " + file + " is wrong: " + e.getMessage() + ".");
            }
        }
        if (trackers.isEmpty()) {
            throw new BadTrackerList(file + " names no tracker; write one ADDRESS:PORT a line.");
        }
        requireOne(file, trackers);
        return new TrackerList(trackers);
    }

    /** All trackers of a list are of one database. */
    private static void requireOne(String file, List<Entry> trackers) throws BadTrackerList {
        if (trackers.stream().flatMap(each -> each.identity().stream()).distinct().count() > 1) {
            throw new BadTrackerList(
                    file
                            + " names two identities; its trackers are those of one database, and"
                            + " share one.");
        }
    }

    /**
     * Reads {@code ADDRESS:PORT}, the same behind {@code http://} or {@code https://}, or before
     * the fingerprint of its identity.
     */
    public static Entry entry(int number, String line) {
        String[] words = line.strip().split("\\s+", 2);
        boolean secure = words[0].startsWith("https://");
        boolean named = words[0].matches("https?://.*");
        HostPort address =
                HostPort.parse(words[0].replaceFirst("^https?://", "").replaceFirst("/$", ""));
        if (address.port() == 0) {
            throw new IllegalArgumentException("a tracker's port cannot be 0");
        }
        if (words.length == 1) {
            return new Entry(
                    number,
                    address,
                    secure ? Protection.AUTHORITIES : Protection.NONE,
                    Optional.empty());
        }
        if (named) {
            throw new IllegalArgumentException(
                    "the fingerprint of an identity stands behind an address without http:// or"
                            + " https://");
        }
        return new Entry(
                number,
                address,
                Protection.IDENTITY,
                Optional.of(new Fingerprint(words[1].toLowerCase(Locale.ROOT))));
    }

    /** What is wrong with the file, as a sentence for the person who wrote it. */
    public static final class BadTrackerList extends Exception {

        private final String sentence;

        BadTrackerList(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }
}
