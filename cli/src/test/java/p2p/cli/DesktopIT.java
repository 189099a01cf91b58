package p2p.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Programs;

/** What a desktop shows of {@code p2p watch --notify}: one that is only its bus, and one notice. */
class DesktopIT {

    private static final String PYTHON = "/usr/bin/python3";

    @TempDir Path folder;

    private final String id = Stage.freshName("desk");
    private final String group = "films-" + id;
    private final List<Process> begun = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : begun.reversed()) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void showsWhoAsksToJoin() throws Exception {
        assumeTrue(
                runs("dbus-daemon", "--version") && runs("gdbus", "help"),
                "dbus-daemon or gdbus is missing: there is no desktop to show anything");
        assumeTrue(
                runs(PYTHON, "-c", "import dbus.service, gi"),
                "python3-dbus or python3-gi is missing: nobody takes what a desktop is sent");
        String bus = "unix:path=" + folder.resolve("bus");
        begin(bus, "dbus-daemon", "--session", "--nofork", "--address=" + bus);
        await().atMost(30, SECONDS).until(() -> Files.exists(folder.resolve("bus")));
        Path shown = begin(bus, PYTHON, program().toString());
        await().atMost(30, SECONDS).until(() -> Files.readString(shown).equals("ready\n"));

        Stage stage = Stage.shared();
        try (Person ann = stage.withService("ann-" + id);
                Person bob = stage.withService("bob-" + id)) {
            for (Person person : List.of(ann, bob)) {
                String name = (person == ann ? "ann-" : "bob-") + id;
                assertEquals(0, person.run("create_user", name, "long enough").exitCode());
                assertEquals(0, person.run("login", name, "long enough").exitCode());
            }
            assertEquals(0, ann.run("create_group", group).exitCode());
            begin(
                    bus,
                    Programs.path("p2p").toString(),
                    "--home",
                    ann.home().toString(),
                    "watch",
                    "--notify");
            await().atMost(60, SECONDS).until(() -> asks(bob, shown));
            assertEquals(
                    "p2p: Somebody asks to join: bob-%s asks to be let into '%s'."
                            .formatted(id, group),
                    Files.readAllLines(shown).get(1));
        }
    }

    /** Until it is seen: nobody says when a command has begun to watch. */
    private boolean asks(Person bob, Path shown) throws IOException {
        bob.run("join_group", group);
        boolean isShown = Files.readString(shown).lines().count() > 1;
        bob.run("withdraw_request", group);
        return isShown;
    }

    private static boolean runs(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path program() throws IOException {
        try (var program = DesktopIT.class.getResourceAsStream("desktop.py")) {
            return Files.write(folder.resolve("desktop.py"), program.readAllBytes());
        }
    }

    /** Runs it on this bus until the test ends; returns what it prints. */
    private Path begin(String bus, String... command) throws IOException {
        Path output = Files.createTempFile(folder, "begun", ".out");
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("DBUS_SESSION_BUS_ADDRESS", bus);
        begun.add(builder.start());
        return output;
    }
}
