package p2p.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import p2p.peer.tracker.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.Names;
import p2p.protocol.file.HashAlgorithm;

/** The uploads, one at a time: hashing keeps a disk and two processors busy. */
final class Uploads implements AutoCloseable {

    private static final int REMEMBERED = 100;

    private final TrackerClient trackers;
    private final Loop loop;
    private final Shares shares;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("p2p-upload").factory());
    private final Map<Long, Upload> uploads = new LinkedHashMap<>();
    private long last;

    Uploads(TrackerClient trackers, Loop loop, Shares shares) {
        this.trackers = trackers;
        this.loop = loop;
        this.shares = shares;
    }

    /** Asks the tracker first whether the user is in the group, before hashing for an hour. */
    UploadInfo begin(String user, String group, String path, String name, HashAlgorithm hash) {
        Path place = Path.of(path).toAbsolutePath().normalize();
        Map<String, Path> files = files(place, name);
        long size = size(files);
        String properGroup = trackers.group(group).group();
        Upload upload;
        synchronized (uploads) {
            upload =
                    new Upload(
                            ++last,
                            user,
                            properGroup,
                            place,
                            files,
                            size,
                            hash,
                            trackers,
                            loop,
                            shares);
            uploads.put(last, upload);
            uploads.keySet().removeIf(id -> id <= last - REMEMBERED);
        }
        thread.execute(upload);
        return upload.shown();
    }

    private static Map<String, Path> files(Path place, String name) {
        if (place.getFileName() == null) {
            throw bad("The root of the file system cannot be shared.");
        }
        String top = name == null || name.isEmpty() ? place.getFileName().toString() : name;
        Map<String, Path> files = new TreeMap<>();
        if (Files.isRegularFile(place)) {
            files.put(top, place);
        } else if (Files.isDirectory(place)) {
            String folder = top.endsWith("/") ? top : top + "/";
            try (Stream<Path> below = Files.walk(place)) {
                below.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                        .forEach(p -> files.put(folder + place.relativize(p), p));
            } catch (IOException e) {
                throw bad("The folder " + place + " cannot be read: " + e.getMessage() + ".");
            }
            if (files.isEmpty()) {
                throw bad("There is no file below " + place + ".");
            }
        } else {
            throw bad("There is no file or folder " + place + ".");
        }
        for (String file : files.keySet()) {
            String why = Names.whyNotFileName(file);
            if (why != null) {
                throw bad("'" + file + "' cannot be shared: " + why);
            }
        }
        return files;
    }

    private static long size(Map<String, Path> files) {
        long size = 0;
        for (Path file : files.values()) {
            try {
                size += Files.size(file);
            } catch (IOException e) {
                throw bad("The file " + file + " cannot be read: " + e.getMessage() + ".");
            }
        }
        return size;
    }

    private static Refused bad(String sentence) {
        return Refused.of(422, "bad-file", "Bad file", sentence);
    }

    UploadInfo shown(long id) {
        return find(id).shown();
    }

    void cancel(long id) {
        find(id).cancel();
    }

    private Upload find(long id) {
        synchronized (uploads) {
            Upload upload = uploads.get(id);
            if (upload == null) {
                throw Refused.of(
                        404, "no-such-upload", "No such upload", "There is no upload " + id + ".");
            }
            return upload;
        }
    }

    void cancelAll() {
        synchronized (uploads) {
            uploads.values().forEach(Upload::cancel);
        }
    }

    @Override
    public void close() {
        cancelAll();
        thread.shutdown();
    }
}
