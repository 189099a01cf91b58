package p2p.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Ports;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** The story that users of older clients know: two trackers, three clients, all through pipes. */
class FamiliarStoryIT {

    @Test
    void isToldFromTheFirstAccountToTheOwnersLeave() throws IOException {
        try (Stage stage = Stage.with(2);
                Person ann = stage.withShell("ann");
                Person bob = stage.withShell("bob");
                Person cid = stage.withShell("cid")) {
            for (Person person : new Person[] {ann, bob, cid}) {
                String name = person.home().getFileName().toString().substring("home-".length());
                says(
                        "Created the account " + name + ".\n",
                        person,
                        "create_user",
                        name,
                        "password1");
                says("Logged in as " + name + ".\n", person, "login", name, "password1");
            }
            says("Created the group g.\n", ann, "create_group", "g");
            says(
                    "Asked to join g; its owner or a moderator has to accept you.\n",
                    bob,
                    "join_group",
                    "g");
            says(
                    "Asked to join g; its owner or a moderator has to accept you.\n",
                    cid,
                    "join_group",
                    "g");
            assertTrue(ann.run("list_requests", "g").out().matches("bob\t.*\ncid\t.*\n"));
            says("bob is now a member of g.\n", ann, "accept_request", "g", "bob");
            says("cid is now a member of g.\n", ann, "accept_request", "g", "cid");
            says("g\tann\t3\tmember\n", cid, "list_groups");

            Path file = randomFile(stage.folder().resolve("film.bin"), 8 << 20);
            says("Shared [g] film.bin (8.0 MiB).\n", ann, "upload_file", file.toString(), "g");
            await().atMost(60, SECONDS)
                    .until(() ->
                            bob.run("list_files", "g")
                                    .out()
                                    .startsWith("film.bin\t8388608\tann\t1\t1"));
            download(bob, stage.folder().resolve("of-bob"), file);
            says("[C] [g] film.bin  100%\n", bob, "show_downloads");

            says("Logged out.\n", ann, "logout");
            download(cid, stage.folder().resolve("of-cid"), file);
            says("[C] [g] film.bin  100%\n", cid, "show_downloads");

            stage.kill(1);
            assertEquals(0, ann.run("login", "ann", "password1").exitCode());
            says("Left the group g; bob owns it now.\n", ann, "leave_group", "g");
            says("g\tbob\t2\towner\n", bob, "list_groups");
            assertEquals(0, ann.end());
            assertEquals(0, bob.end());
            assertEquals(0, cid.end());
        }
    }

    /**
     * Three clients on one machine without a word about folders, as the old command line had it.
     */
    @Test
    void aScriptIsRunInOrderAndItsFailureIsTheExitCode() throws IOException {
        Stage stage = Stage.shared();
        String name = Stage.freshName("script");
        String script =
                """
                # an account and a group
                create_user %1$s password1
                login %1$s password1

                create-group %1$s
                my_groups
                quit
                create_group never
                """
                        .formatted(name);
        Ran ran = client(stage, script);
        assertEquals(
                """
                Created the account %1$s.
                Logged in as %1$s.
                Created the group %1$s.
                %1$s\t%1$s\t1\towner
                """
                        .formatted(name),
                ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.exitCode());

        Ran failing = client(stage, "create_user %s password1\ntrackers\n".formatted(name));
        assertEquals(1, failing.exitCode());
        assertTrue(failing.err().startsWith("p2p: "), failing::toString);
        assertTrue(failing.out().startsWith("1\t127.0.0.1:"), failing::toString);
    }

    private static Ran client(Stage stage, String script) throws IOException {
        String address = "127.0.0.1:" + Ports.take();
        String list = stage.trackerInfo().toString();
        return Programs.p2p(stage.folder(), script, List.of("client", address, list, list));
    }

    private static void says(String out, Person person, String... words) throws IOException {
        Ran ran = person.run(words);
        assertEquals(out, ran.out(), ran::toString);
        assertEquals(0, ran.exitCode(), ran::toString);
    }

    private static void download(Person person, Path folder, Path original) throws IOException {
        Files.createDirectories(folder);
        Ran ran = person.run("download_file", "g", "film.bin", folder.toString());
        Path copy = folder.resolve("film.bin");
        String begin = "Downloaded [g] film.bin to " + copy + " (8.0 MiB, ";
        assertTrue(ran.out().startsWith(begin), ran::toString);
        assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(copy));
    }

    private static Path randomFile(Path file, int size) throws IOException {
        long seed = System.nanoTime();
        System.out.println("The file is made of the seed " + seed);
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return Files.write(file, bytes);
    }
}
