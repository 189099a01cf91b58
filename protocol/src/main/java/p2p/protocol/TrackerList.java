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

/** The trackers of {@code tracker_info.txt}, in the file's order; the first one is number 1. */
public record TrackerList(List<Entry> trackers) {

    /** One tracker; {@code secure} where its line starts with {@code https://}. */
    public record Entry(int number, HostPort address, boolean secure) {

        /** Whether it is the same tracker, whatever its number. */
        public boolean isAt(Entry other) {
            return url().equals(other.url());
        }

        public String url() {
            return secure ? "https://" + address : plainUrl();
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
        return new TrackerList(trackers);
    }

    /** Reads {@code ADDRESS:PORT}, or the same behind {@code http://} or {@code https://}. */
    public static Entry entry(int number, String line) {
        boolean secure = line.startsWith("https://");
        String address = line.replaceFirst("^https?://", "").replaceFirst("/$", "");
        var parsed = HostPort.parse(address);
        if (parsed.port() == 0) {
            throw new IllegalArgumentException("a tracker's port cannot be 0");
        }
        return new Entry(number, parsed, secure);
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
