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
import java.util.stream.IntStream;
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
     * @param identity the fingerprint of that key; empty where nobody has said yet which it is
     */
    public record Entry(
            int number, HostPort address, Protection protection, Optional<Fingerprint> identity) {

        public Entry {
            if (identity.isPresent() && protection != Protection.IDENTITY) {
                throw new IllegalArgumentException("an identity is the protection then");
            }
        }

        /** Whether it is the same tracker, as far as both say who it is, whatever its number. */
        public boolean isAt(Entry other) {
            return knownBy(other.identity).line().equals(other.knownBy(identity).line());
        }

        /** The same with what was missing of it. */
        private Entry knownBy(Optional<Fingerprint> missing) {
            return isUnknown() ? new Entry(number, address, protection, missing) : this;
        }

        /** Whether it is known by an identity, and nobody has said which. */
        boolean isUnknown() {
            return protection == Protection.IDENTITY && identity.isEmpty();
        }

        /** Whether what is said to it can be read on the way. */
        public boolean isOpen() {
            return protection == Protection.NONE && !address.isLoopback();
        }

        public boolean secure() {
            return protection != Protection.NONE;
        }

        /** As a list has it. */
        public String line() {
            return protection == Protection.IDENTITY
                    ? address + identity.map(known -> " " + known).orElse("")
                    : url();
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

    /** Whether there are any that are known by an identity, and nobody has said by which. */
    public boolean isUnknown() {
        return trackers.stream().anyMatch(Entry::isUnknown);
    }

    /** Whether the trackers are the same in the same order, as far as both say who they are. */
    public boolean isSameAs(TrackerList other) {
        List<Entry> others = other.trackers;
        return trackers.size() == others.size()
                && IntStream.range(0, others.size())
                        .allMatch(i -> trackers.get(i).isAt(others.get(i)));
    }

    /** By which its trackers are known, those that are known by one. */
    public Optional<Fingerprint> identity() {
        return trackers.stream().flatMap(each -> each.identity().stream()).findFirst();
    }

    /** The same with the identity that was missing. */
    public TrackerList knownBy(Fingerprint identity) {
        return new TrackerList(
                trackers.stream().map(each -> each.knownBy(Optional.of(identity))).toList());
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
        var list = new TrackerList(trackers);
        List<Fingerprint> named =
                trackers.stream().flatMap(each -> each.identity().stream()).distinct().toList();
        if (named.size() > 1) {
            throw new BadTrackerList(
                    file
                            + " names two identities; its trackers are those of one database, and"
                            + " share one.");
        }
        return named.isEmpty() ? list : list.knownBy(named.getFirst());
    }

    /**
     * Reads {@code ADDRESS:PORT}, the same behind {@code http://} or {@code https://}, or before
     * the fingerprint of its identity. Without any of these it is known by an identity all the
     * same, but on this very machine, where nobody is between.
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
            Protection protection =
                    secure
                            ? Protection.AUTHORITIES
                            : named || address.isLoopback() ? Protection.NONE : Protection.IDENTITY;
            return new Entry(number, address, protection, Optional.empty());
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
