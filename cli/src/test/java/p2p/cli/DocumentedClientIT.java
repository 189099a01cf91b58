package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** Who knows nothing but docs/protocol.md can write a client: the one in docs/examples. */
class DocumentedClientIT {

    private static final int SIZE = 3 * (1 << 20) + 17;
    private static final String PASSWORD = "secret words";

    private final Stage stage = stage();
    private final String group = Stage.freshName("docs");

    private static Stage stage() {
        try {
            return Stage.shared();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theClientOfTheDocumentsDownloadsAFile() throws Exception {
        assumeTrue(isThere("python3") && isThere("openssl"), "python3 or openssl is missing");
        Path file = randomFile();
        try (Person ann = stage.withService("ann-" + group)) {
            done(ann.run("create_user", "ann-" + group, PASSWORD));
            done(ann.run("create_user", "bob-" + group, PASSWORD));
            done(ann.run("login", "ann-" + group, PASSWORD));
            done(ann.run("create_group", group));
            done(ann.run("upload_file", file.toString(), group));

            Path target = stage.folder().resolve(group + ".got");
            Ran stranger = client(PASSWORD, target);
            assertEquals(1, stranger.exitCode(), stranger::toString);
            assertTrue(stranger.err().startsWith("download.py: "), stranger::toString);
            Ran wrong = client("not the password", target);
            assertEquals(
                    "download.py: There is no account with this name and this password.\n",
                    wrong.err());

            Ran invited = ann.run("invite", group);
            done(invited);
            try (Person bob = stage.withService("bob-" + group)) {
                done(bob.run("login", "bob-" + group, PASSWORD));
                done(bob.run("get", link(invited), stage.folder().resolve("of-bob") + "/"));
                done(bob.run("stop_share", group, file.getFileName().toString()));
                done(bob.run("logout"));
            }
            Ran got = client(PASSWORD, target);
            assertEquals(
                    "Downloaded %s: %d bytes, version 1.\n".formatted(file.getFileName(), SIZE),
                    got.out(),
                    got::toString);
            assertEquals(-1, Files.mismatch(file, target));
        }
    }

    private static void done(Ran ran) {
        assertEquals(0, ran.exitCode(), ran::toString);
    }

    private static String link(Ran invited) {
        return invited.out().replaceFirst("(?s)p2p get '(.*)'\n", "$1");
    }

    private Path randomFile() throws IOException {
        long seed = System.nanoTime();
        System.out.println("The file of " + group + " is made of the seed " + seed);
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return Files.write(stage.folder().resolve(group + ".bin"), bytes);
    }

    private Ran client(String password, Path target) throws Exception {
        String tracker = Files.readAllLines(stage.trackerInfo()).getFirst();
        Path script =
                Programs.path("p2p")
                        .resolveSibling("..")
                        .resolve("docs/examples/download.py")
                        .normalize();
        var builder =
                new ProcessBuilder(
                        "python3",
                        script.toString(),
                        "http://" + tracker,
                        "bob-" + group,
                        group,
                        group + ".bin",
                        target.toString());
        Path in = Files.writeString(stage.folder().resolve(group + ".in"), password + "\n");
        Path out = stage.folder().resolve(group + ".out");
        Path err = stage.folder().resolve(group + ".err");
        Process process =
                builder.redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        int exitCode = Programs.exitCode(process, "download.py");
        return new Ran(exitCode, Files.readString(out), Files.readString(err));
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
