package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.output.Look;
import p2p.peer.control.LocalAccess;

/** What p2p does so that the system starts it, with a systemctl that writes down what it hears. */
class AtLogInTest {

    private static final String PROGRAM = "p2p.program";

    @TempDir Path folder;

    private Path home;
    private Path unit;
    private int exitCode;

    @BeforeEach
    void makeHome() throws IOException {
        System.setProperty(PROGRAM, "/opt/p2p/bin/p2p");
        home = Files.createDirectories(folder.resolve("data/p2p"));
        unit = folder.resolve("config/systemd/user/p2p.service");
        Files.writeString(home.resolve("tracker_info.txt"), "http://127.0.0.1:1\n");
        Files.createDirectories(folder.resolve("bin"));
    }

    @AfterEach
    void forgetProgram() {
        System.clearProperty(PROGRAM);
    }

    private void systemctl(String does) throws IOException {
        Path script = folder.resolve("bin/systemctl");
        Files.writeString(script, "#!/bin/sh\necho \"$@\" >>\"$0.said\"\n" + does + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private String heard() throws IOException {
        return Files.readString(folder.resolve("bin/systemctl.said"));
    }

    private String said(String... words) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var environment =
                Map.of(
                        "XDG_DATA_HOME", folder.resolve("data").toString(),
                        "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                        "PATH", folder.resolve("bin").toString());
        var program = new P2p(stream, stream, Look.plain(), List.of(), environment);
        exitCode = Execution.of(program).execute(words);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsPromisedWhereThereIsNoSystemd() {
        assertEquals(
                "p2p: There is no systemctl, so no systemd that could start it; have whatever starts"
                        + " your programs at a log-in run 'p2p up --detach'.\n",
                said("service", "install"));
        assertEquals(1, exitCode);
        assertFalse(Files.exists(unit));
    }

    /** One of its own beside that would have the unit fail again and again. */
    @Test
    void aCommandHasSystemdStartWhatItLooksAfter() throws IOException {
        HttpServer service =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                LocalAccess.PATH,
                exchange -> {
                    byte[] body =
                            ("{\"home\":\"/h\",\"listen\":\"127.0.0.1:9\",\"trackerUrls\":[],"
                                            + "\"attached\":false,\"shares\":0,\"downloads\":0}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        service.start();
        try {
            LocalAccess.create(service.getAddress().getPort()).write(folder);
            systemctl(
                    "[ \"$2\" != start ] || /bin/cat %s >%s"
                            .formatted(
                                    folder.resolve("service.json"), home.resolve("service.json")));
            String said = said("list_groups");
            assertTrue(
                    said.startsWith(
                            "The p2p service runs on %s and listens on 127.0.0.1:9 (systemd looks after it).\n"
                                    .formatted(home)),
                    said);
        } finally {
            service.stop(0);
        }
        assertEquals("--user is-enabled p2p.service\n--user start p2p.service\n", heard());
    }

    @Test
    void isInstalledAndStartedAsOftenAsOneLikesAndUndone() throws IOException {
        systemctl("");
        String installed =
                """
                The p2p service on %s starts at every log-in from now on, by %s.
                It runs now; see 'systemctl --user status p2p.service'.
                To have it run while you are not logged in as well: loginctl enable-linger
                """
                        .formatted(home, unit);
        assertEquals(installed, said("service", "install"));
        assertEquals(0, exitCode);
        assertEquals(installed, said("service", "install"));
        assertTrue(
                Files.readString(unit)
                        .contains("\nExecStart=\"/opt/p2p/bin/p2p\" --home \"" + home + "\" up\n"));
        Path link = unit.resolveSibling("default.target.wants/p2p.service");
        assertEquals(unit, Files.readSymbolicLink(link));
        assertEquals(
                "The p2p service on %s does not start at log-in any more; %s is gone.\nIt has ended.\n"
                        .formatted(home, unit),
                said("service", "uninstall"));
        assertFalse(Files.exists(unit));
        assertFalse(Files.isSymbolicLink(link));
        assertEquals(
                "The p2p service on %s did not start at log-in; there was nothing to undo.\n"
                        .formatted(home),
                said("service", "uninstall"));
        assertEquals(0, exitCode);
        assertEquals(
                """
                --user daemon-reload
                --user start p2p.service
                --user daemon-reload
                --user start p2p.service
                --user stop p2p.service
                --user daemon-reload
                """,
                heard());
    }

    @Test
    void withoutASystemdForTheUserItIsWrittenAndWhatIsMissingIsSaid() throws IOException {
        systemctl("echo 'Failed to connect to bus: No medium found' >&2; exit 1");
        assertEquals(
                """
                The p2p service on %s starts at every log-in from now on, by %s.
                Your systemd could not be told: Failed to connect to bus: No medium found. It looks at your next log-in.
                To have it run while you are not logged in as well: loginctl enable-linger
                """
                        .formatted(home, unit),
                said("service", "install"));
        assertEquals(0, exitCode);
        String document = said("--json", "service", "install");
        assertTrue(document.endsWith("\"installed\":true,\"running\":false}\n"), document);
    }

    @Test
    void whatCannotWorkIsRefused() throws IOException {
        assertEquals("p2p: Say install or uninstall, not 'start'.\n", said("service", "start"));
        assertEquals(2, exitCode);
        Files.delete(home.resolve("tracker_info.txt"));
        assertTrue(said("service", "install").startsWith("p2p: No tracker is known yet; "));
        assertEquals(2, exitCode);
        assertFalse(Files.exists(unit));
        System.clearProperty(PROGRAM);
        assertEquals(
                "p2p: Start this by bin/p2p, which the service is started by, too.\n",
                said("service", "install"));
        assertEquals(1, exitCode);
    }

    @Test
    void systemdTakesTheUnit() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "systemd-analyze is missing: nobody looks at the unit");
        System.setProperty(PROGRAM, "/bin/true");
        systemctl("");
        said("service", "install");
        var analyze =
                new ProcessBuilder(
                        "systemd-analyze", "--user", "--man=no", "verify", unit.toString());
        analyze.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Path answer = folder.resolve("answer");
        analyze.redirectErrorStream(true).redirectOutput(answer.toFile()).start().waitFor();
        String said = Files.readString(answer);
        assertFalse(said.contains(unit.getFileName().toString()), said);
    }
}
