package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;

/** What is at a place, file or folder: every path in it with its time and what its bytes are. */
record Contents(Map<String, String> entries) {

    static Contents of(Path place) throws IOException {
        var entries = new TreeMap<String, String>();
        boolean isFolder = Files.isDirectory(place);
        try (Stream<Path> all = Files.walk(place)) {
            for (Path each : all.toList()) {
                if (Files.isRegularFile(each)) {
                    byte[] hash =
                            HashAlgorithm.SHA_256.newDigest().digest(Files.readAllBytes(each));
                    String time = isFolder ? Files.getLastModifiedTime(each) + " " : "";
                    entries.put(place.relativize(each).toString(), time + FileId.of(hash));
                } else if (!each.equals(place)) {
                    entries.put(place.relativize(each).toString(), "folder");
                }
            }
        }
        return new Contents(entries);
    }
}
