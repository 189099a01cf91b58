package p2p.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import p2p.cli.control.Surroundings;

/** Files and folders of this machine that begin with what is typed. */
final class LocalPaths {

    private LocalPaths() {}

    static Stream<Candidate> startingWith(String typed, Surroundings surroundings) {
        int slash = typed.lastIndexOf('/');
        String folder = typed.substring(0, slash + 1);
        var found = new ArrayList<Candidate>();
        try {
            Path here = surroundings.path(folder.isEmpty() ? "." : folder);
            try (var entries = Files.newDirectoryStream(here)) {
                for (Path entry : entries) {
                    found.add(candidate(folder, entry));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return Stream.of();
        }
        return List.copyOf(found).stream();
    }

    private static Candidate candidate(String folder, Path entry) {
        boolean inside = Files.isDirectory(entry);
        String value = folder + entry.getFileName() + (inside ? "/" : "");
        return new Candidate(value, value, null, null, null, null, !inside);
    }
}
