package p2p.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.cli.stage.Terminal;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** What a person sees who types into the shell. */
class TerminalIT {

    /** Seen as it is, it would end in {@code exe.jpg}. */
    private static final String MISLEADING = "evil" + (char) 0x202e + "gpj.exe";

    private final String id = Stage.freshName("t");

    @Test
    void completesRemembersShowsProgressAndLetsGo() throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        Stage stage = Stage.shared();
        String group = "films-" + id;
        String file = "a-long-name-" + "x".repeat(120) + ".bin";
        Path home = stage.folder().resolve("home-" + id);
        try (Person ann = stage.withShell("ann-" + id)) {
            share(stage, ann, group, file);
            var words =
                    List.of(
                            "--home",
                            home.toString(),
                            "client",
                            "127.0.0.1:0",
                            stage.trackerInfo().toString());
            try (Terminal bob = Terminal.run(stage, words)) {
                bob.awaitScreen("p2p>");
                bob.type("create_user bob-" + id, "Enter");
                bob.awaitScreen("A password for bob-" + id + ", of 8 characters or more:");
                bob.type("secret words", "Enter");
                bob.awaitScreen("Repeat the password:");
                bob.type("secret words", "Enter");
                bob.awaitAnswer("Created the account bob-" + id);
                bob.type("login bob-" + id + " 'secret words'", "Enter");
                bob.awaitAnswer("Logged in as bob-" + id);
                bob.type("join_gr", "Tab", "films-" + id.charAt(0), "Tab", "Enter");
                bob.awaitAnswer("Asked to join " + group);
                assertEquals(0, ann.run("accept_request", group, "bob-" + id).exitCode());
                bob.type("list_files " + group, "Enter");
                bob.awaitAnswer(
                        "FILE +SIZE +SHARED BY +SEEDERS +COMPLETE +VERSION\\s+a-long-name-x+…x+.bin +4");
                bob.type("list_files --wide " + group, "Enter");
                bob.awaitAnswer("a-long-name-x+\\s+x+\\.bin +4");
                bob.type("set_limit --down 256KiB", "Enter");
                bob.awaitAnswer("down 256.0 KiB/s");
                Path into = stage.folder().resolve("into-" + id);
                bob.type("download_file " + group + " a-lo", "Tab", into.toString(), "Enter");
                bob.awaitScreen("There is no folder .*\\[\\s*Y\\s*/\\s*n\\s*]");
                bob.type("Enter");
                bob.awaitScreen("\\d+% \\[#*-+] .*/s, .* left, 1 peer");
                bob.type("C-c");
                bob.awaitAnswer("The download goes on in the background; see\\s+'show_downloads'.");
                bob.type("show_downloads", "Enter");
                bob.awaitAnswer("\\[D] \\[" + group + "] a-lo.*…");
                bob.type("Up", "Up", "Up", "Up", "Up", "Up", "Up");
                bob.awaitScreen("p2p> login bob-" + id + "\\s*$");
                bob.type("C-u");
                assertFalse(bob.screen().contains(": secret"), bob.screen());
                bob.type("quit", "Enter");
                bob.awaitScreen("Exit code 0");
            }
        }
        Path history = home.resolve("shell-history");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
        String kept = Files.readString(history);
        assertTrue(kept.contains("login bob-" + id), kept);
        assertFalse(kept.contains("secret"), kept);
    }

    @Test
    void aNewcomerIsAskedForANameAlone() throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        Stage stage = Stage.shared();
        String file = "for-" + id + ".txt";
        Files.writeString(stage.folder().resolve(file), "x");
        try (Person eve = stage.withNothing("eve-" + id)) {
            var words = List.of("--home", eve.home().toString(), "share", file);
            try (Terminal evesTerminal = Terminal.run(stage, words)) {
                evesTerminal.awaitScreen("What shall others call you\\?");
                evesTerminal.type("no/name", "Enter");
                evesTerminal.awaitScreen("A name has 1 to 64 .*What shall others call you");
                evesTerminal.type("eve-" + id, "Enter");
                evesTerminal.awaitScreen(
                        "You are eve-"
                                + id
                                + "\\. .*Shared \\["
                                + file
                                + "] .*One person can join "
                                + file
                                + " until [-0-9]+ [0-9:]+, with:\\s+p2p get 'http://127.*/i/"
                                + file
                                + "#[0-9a-v]{26}'.*Exit code 0");
            }
        }
    }

    /** An account that was made in a browser, say. */
    @Test
    void whoHasAnAccountAlreadyGivesItsPassword() throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        Stage stage = Stage.shared();
        String name = "ivy-" + id;
        String file = "of-" + id + ".txt";
        Files.writeString(stage.folder().resolve(file), "x");
        try (Person ivy = stage.withService(name);
                Person jay = stage.withNothing("jay-" + id)) {
            assertEquals(0, ivy.run("create_user", name, "password1").exitCode());
            var words = List.of("--home", jay.home().toString(), "share", file);
            try (Terminal terminal = Terminal.run(stage, words)) {
                terminal.awaitScreen("What shall others call you\\?");
                terminal.type(name, "Enter");
                terminal.awaitScreen("There is an account .*Its password, where it is yours");
                terminal.type("not the password", "Enter");
                terminal.awaitScreen("The password is wrong\\.\\s+What shall others call you");
                terminal.type(name, "Enter");
                terminal.awaitScreen("is wrong.*Its password, where it is yours");
                terminal.type("password1", "Enter");
                terminal.awaitScreen(
                        "You are " + name + "\\..*Shared \\[" + file + "] .*Exit code 0");
                assertFalse(terminal.screen().contains("password1"), terminal.screen());
            }
        }
    }

    @Test
    void whoIsTiredOfWaitingLeavesTheDownloadToTheService() throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        Stage stage = Stage.shared();
        String file = "slow-" + id + ".bin";
        Files.write(stage.folder().resolve(file), new byte[4 << 20]);
        try (Person gil = stage.withNothing("gil-" + id);
                Person hal = stage.withNothing("hal-" + id)) {
            String named = stage.trackerInfo().toString();
            assertEquals(0, gil.run("up", "--detach", "--trackers", named).exitCode());
            String path = stage.folder().resolve(file).toString();
            Ran shared = gil.run("--json", "share", path, "--name", "gil-" + id);
            String link = shared.document().get("link").asText();
            assertEquals(0, gil.run("set_limit", "--up", "64KiB").exitCode());
            Path into = stage.folder().resolve("got-" + id);
            var words =
                    List.of(
                            "--home",
                            hal.home().toString(),
                            "get",
                            link,
                            into.toString(),
                            "--name",
                            "hal-" + id);
            try (Terminal terminal = Terminal.run(stage, words)) {
                // After more than three seconds of it.
                terminal.awaitScreen("[1-9][0-9]% \\[#*-+] .*/s, .* left, 1 peer");
                assertFalse(terminal.screen().contains("Waiting for"), terminal.screen());
                terminal.type("C-c");
                terminal.awaitScreen(
                        "The download goes on in the background; see.*show_downloads.*Exit code 130");
            }
            assertEquals(0, gil.run("set_limit", "--up", "0").exitCode());
            await().atMost(Programs.PATIENCE)
                    .until(() -> hal.run("show_downloads").out().startsWith("[C] "));
            assertEquals(-1, Files.mismatch(Path.of(path), into.resolve(file)));
        }
    }

    @Test
    void whoTakesAnotherTrackerHasNothingOfANewOne() throws IOException {
        assumeTrue(Terminal.isThere(), "tmux is missing: nobody can type into a terminal");
        Stage stage = Stage.shared();
        try (Person fay = stage.withNothing("fay-" + id)) {
            Path files = Files.createDirectory(stage.folder().resolve("files-" + id));
            Files.writeString(files.resolve("one.txt"), "x");
            Path data = fay.home().resolve("tracker").resolve("data");
            var program = List.of("env", "-C", files.toString(), Programs.path("p2p").toString());
            var words = List.of("--home", fay.home().toString(), "share", "one.txt");
            try (Terminal terminal = Terminal.run(stage, program, words)) {
                terminal.awaitScreen("1 +here \\(a new one on this machine\\).*Which one");
                await().until(() -> Files.exists(data));
                terminal.type(tracker(stage), "Enter");
                terminal.awaitScreen("What shall others call you\\?");
                assertFalse(Files.exists(data), data::toString);
                terminal.type("C-c");
                terminal.awaitScreen("shall others call you\\?[^\n]*\nExit code 130");
            }
        }
    }

    private static String tracker(Stage stage) throws IOException {
        return Files.readAllLines(stage.trackerInfo()).getFirst();
    }

    private static void share(Stage stage, Person ann, String group, String file)
            throws IOException {
        String name = ann.home().getFileName().toString().substring("home-".length());
        Path path = Files.write(stage.folder().resolve(file), new byte[4 << 20]);
        for (String[] words :
                new String[][] {
                    {"create_user", name, "password1"},
                    {"login", name, "password1"},
                    {"create_group", group},
                    {"upload_file", path.toString(), group}
                }) {
            assertEquals(0, ann.run(words).exitCode(), String.join(" ", words));
        }
        Ran refused = ann.run("upload_file", path.toString(), group, "--name", MISLEADING);
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("characters that nobody sees"), refused.err());
    }
}
