package p2p.cli.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import p2p.testkit.Ran;

/** Somebody's machine in a network of its own. */
public record Household(String namespace, Path folder) {

    private static final int SIZE = 4 << 20;

    public Ran p2p(String... words) throws IOException {
        Ran ran = Namespaces.p2p(namespace, folder, words);
        assertEquals(0, ran.exitCode(), () -> String.join(" ", words) + ": " + ran);
        return ran;
    }

    /** What the person shares in a group; the answer is a link to it. */
    public String shares(String file, String group, long seed, String tracker) throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        Files.write(folder.resolve(file), bytes);
        Ran shared =
                p2p(
                        "share",
                        file,
                        "--group",
                        group,
                        "--name",
                        folder.getFileName().toString(),
                        "--tracker",
                        tracker);
        return shared.out().replaceFirst("(?s).*'(http.*)'.*", "$1");
    }

    public void gets(String link, Path original) throws IOException {
        p2p("get", link, "--name", folder.getFileName().toString());
        assertEquals(-1, Files.mismatch(original, folder.resolve(original.getFileName())));
    }

    public void down() throws IOException {
        Namespaces.p2p(namespace, folder, "down");
    }
}
