import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.RepositoryEvent.EventType;
import org.eclipse.aether.repository.WorkspaceRepository;

/** Ends Maven before it uses an artifact that is not pinned, or not the one that is. */
public final class Pins extends AbstractEventSpy {
    private static final boolean PINNING = System.getenv("PIN") != null;

    private final Map<String, String> used = new TreeMap<>();
    private Map<String, String> pinned;

    @Override
    public synchronized void onEvent(Object event) {
        if (event instanceof RepositoryEvent resolved
                && resolved.getType() == EventType.ARTIFACT_RESOLVED
                && resolved.getFile() != null
                && !(resolved.getRepository() instanceof WorkspaceRepository)) {
            try {
                use(resolved);
            } catch (IOException | NoSuchAlgorithmException | RuntimeException failure) {
                refuse("The checksums of what is built with cannot be compared: " + failure);
            }
        }
    }

    private void use(RepositoryEvent resolved) throws IOException, NoSuchAlgorithmException {
        var artifact = resolved.getArtifact();
        var name = resolved.getSession().getLocalRepositoryManager().getPathForLocalArtifact(artifact);
        if (used.containsKey(name)) {
            return;
        }
        var sum = sumOf(resolved.getFile().toPath());
        used.put(name, sum);
        if (PINNING) {
            return;
        }
        if (pinned == null) {
            pinned = read();
        }
        var expected = pinned.get(name);
        if (expected == null) {
            refuse(artifact + " is not in dependencies/artifacts.sha256."
                    + " If it belongs there, run 'make dependencies-pin' and look at what that changed.");
        } else if (!expected.equals(sum)) {
            refuse(artifact + " is not what was built with before: " + resolved.getFile()
                    + " has the SHA-256 " + sum + ", but dependencies/artifacts.sha256 has " + expected
                    + ". Delete the file to have it fetched anew; do not build with it if it stays so.");
        }
    }

    @Override
    public synchronized void close() {
        if (PINNING) {
            try {
                write();
            } catch (IOException failure) {
                refuse("The checksums of what is built with cannot be written: " + failure);
            }
        }
    }

    private static Path list() {
        return Path.of(System.getenv("PINS"));
    }

    private static Map<String, String> read() throws IOException {
        var sums = new TreeMap<String, String>();
        for (var line : Files.readAllLines(list())) {
            sums.put(line.substring(66), line.substring(0, 64));
        }
        return sums;
    }

    private void write() throws IOException {
        var sums = Files.exists(list()) ? read() : new TreeMap<String, String>();
        sums.putAll(used);
        List<String> lines = new ArrayList<>();
        sums.forEach((name, sum) -> lines.add(sum + "  " + name));
        Files.write(list(), lines);
    }

    private static String sumOf(Path file) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        var buffer = new byte[1 << 16];
        try (var content = Files.newInputStream(file)) {
            for (int read; (read = content.read(buffer)) > 0; ) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Maven keeps what a spy throws to itself, and nothing may run that was refused. */
    private static void refuse(String sentence) {
        System.err.println(sentence);
        Runtime.getRuntime().halt(1);
    }
}
