package p2p.peer.library;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.Json;
import p2p.protocol.file.HashAlgorithm;

/**
 * A folder of records, each in a file of its own, so that a change costs one small write however
 * many there are. A write is done when it is on the disk; killed before, it has changed nothing.
 */
final class Shelf<T> {

    private static final Logger LOG = Logger.getLogger(Shelf.class);
    private static final ObjectMapper JSON = Json.lenient();
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Class<T> type;

    Shelf(Path folder, Class<T> type) {
        this.folder = folder;
        this.type = type;
        try {
            Home.makeFolder(folder);
        } catch (IOException e) {
            throw trouble("made", e);
        }
    }

    void put(String key, T value) {
        try {
            PrivateFile.write(file(key), JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw trouble("written", e);
        }
    }

    void remove(String key) {
        try {
            PrivateFile.remove(file(key));
        } catch (IOException e) {
            throw trouble("written", e);
        }
    }

    Optional<T> get(String key) {
        return read(file(key));
    }

    List<T> all() {
        return files().stream().flatMap(file -> read(file).stream()).toList();
    }

    /** The same, each under its key from now on, whatever key an earlier program gave it. */
    List<T> allUnder(Function<T, String> key) {
        var all = new ArrayList<T>();
        for (Path file : files()) {
            Optional<T> value = read(file);
            if (value.isPresent()) {
                all.add(value.get());
                move(file, key.apply(value.get()), value.get());
            }
        }
        return all;
    }

    private void move(Path from, String key, T value) {
        if (!from.equals(file(key))) {
            put(key, value);
            try {
                PrivateFile.remove(from);
            } catch (IOException e) {
                throw trouble("written", e);
            }
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw trouble("read", e);
        }
    }

    /** What cannot be understood is left where it is: it may be a newer program's. */
    private Optional<T> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            LOG.warnf("%s is not understood and left out: %s", file, e.getOriginalMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw trouble("read", e);
        }
    }

    /** Names of shared files can be longer than a file system's, and hold what it does not take. */
    private Path file(String key) {
        byte[] digest =
                HashAlgorithm.SHA_256.newDigest().digest(key.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(HexFormat.of().formatHex(digest) + SUFFIX);
    }

    private HomeTrouble trouble(String what, IOException cause) {
        String sentence = DiskTrouble.of(folder, cause).getMessage();
        return new HomeTrouble("The home folder cannot be " + what + ": " + sentence, cause);
    }
}
