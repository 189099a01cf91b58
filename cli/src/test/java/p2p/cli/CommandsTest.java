package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.output.Look;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    private CommandLine program() {
        var environment = Map.of("P2P_HOME", folder.toString());
        return Execution.of(
                new P2p(stream(out), stream(err), Look.plain(), List.of(), environment));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        return program().execute(words);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theHelpSaysWhatEveryCommandDoesInASentence() {
        assertEquals(0, run("--help"));
        assertTrue(out().contains("  help               Display help information"), out());
        assertFalse(out().contains("%n"), out());
    }

    @Test
    void everyCommandHasADescriptionAnExampleAndBothSpellings() {
        CommandLine program = program();
        for (CommandLine command : program.getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            if (spec.usageMessage().hidden() || spec.name().equals("help")) {
                continue;
            }
            assertEquals(1, spec.usageMessage().description().length, spec.name());
            String footer = String.join("\n", spec.usageMessage().footer());
            assertTrue(footer.contains("Example:\n  p2p " + spec.name()), spec.name());
            assertTrue(
                    program.getSubcommands().containsKey(spec.name().replace('_', '-')),
                    spec.name());
        }
    }

    @Test
    void wrongUsageIsOneSentenceAndExitCode2() {
        assertEquals(2, run("create_gruop", "g"));
        assertEquals(
                "p2p: There is no command 'create_gruop'. Did you mean create_group?"
                        + " See 'p2p help' for all commands.\n",
                err());
        for (String far : List.of("send", "delete", "xyzzy", "uup")) {
            assertEquals(2, run(far));
            assertEquals(
                    "p2p: There is no command '" + far + "'. See 'p2p help' for all commands.\n",
                    err());
        }
        for (String glued : List.of("list_requests<g1>", "list_requestsg1", "list-requests<g1>")) {
            assertEquals(2, run(glued));
            assertEquals(
                    "p2p: There is no command '"
                            + glued
                            + "'. Did you mean list_requests? See 'p2p help' for all commands.\n",
                    err());
        }
        assertEquals(2, run("delete_userbob"));
        assertFalse(err().contains("Did you mean"), err());
        assertEquals(2, run("download_fiel", "g"));
        assertTrue(err().contains("Did you mean download_file?"), err());
        assertEquals(2, run("upload", "g"));
        assertTrue(err().contains("Did you mean upload_file?"), err());
        assertEquals(2, run("get", "a", "b", "c"));
        assertEquals(
                "p2p: Too many words: one link, or six words, and then one DEST at most.\n", err());
        assertEquals(2, run("get", "garbage"));
        assertTrue(
                err().startsWith("p2p: This is neither a link nor the code of one: 'garbage'"),
                err());
        assertEquals(2, run("share", "--gruop", "g", "x"));
        assertEquals(
                "p2p: There is no option --gruop. Did you mean --group? See 'p2p help share'.\n",
                err());
        assertEquals(2, run("share", "--everybody", "x"));
        assertEquals("p2p: There is no option --everybody. See 'p2p help share'.\n", err());
        assertEquals(2, run("help", "create_gruop"));
        assertEquals(
                "p2p: There is no command 'create_gruop'. Did you mean create_group?"
                        + " See 'p2p help' for all commands.\n",
                err());
        assertEquals(2, run("accept_request"));
        assertEquals(
                "p2p: Too few words: GROUP and USER are missing. See 'p2p help accept_request'.\n",
                err());
        assertEquals(2, run("watch", "--seconds", "soon"));
        assertTrue(err().contains("'soon' is not a number."), err());
        assertEquals(2, run("set_devices", "three"));
        assertEquals("p2p: NUMBER: 'three' is not a number. See 'p2p help set_devices'.\n", err());
        assertEquals(2, run("join_group"));
        assertEquals("p2p: Too few words: GROUP is missing. See 'p2p help join_group'.\n", err());
        assertEquals(2, run("list-groups", "x"));
        assertEquals(
                "p2p: Too many words: 'x' was not expected. See 'p2p help list_groups'.\n", err());
        assertEquals("", out());
    }

    @Test
    void wrongUsageIsADocumentForPrograms() {
        assertEquals(2, run("--json", "join_group"));
        assertEquals(
                "{\"error\":{\"type\":\"usage\",\"message\":\"Too few words: GROUP is missing."
                        + " See 'p2p help join_group'.\"}}\n",
                out());
        assertEquals("", err());
    }

    @Test
    void withoutAServiceEveryCommandSaysHowToStartOne() {
        assertEquals(3, run("list_groups"));
        assertEquals(
                "p2p: No p2p service runs on "
                        + folder
                        + ", and none has run there yet; 'p2p share PATH' and 'p2p get LINK' begin"
                        + " one, and so does 'p2p up --trackers FILE --detach'.\n",
                err());
        assertEquals(3, run("status"));
        assertEquals(
                "p2p: No p2p service runs on "
                        + folder
                        + "; 'p2p up --detach' starts one, and so do 'p2p share PATH' and 'p2p get"
                        + " LINK'.\n",
                err());
        for (List<String> words :
                List.of(List.of("--json", "status"), List.of("status", "--json"))) {
            assertEquals(3, run(words.toArray(String[]::new)));
            assertTrue(out().startsWith("{\"error\":{\"type\":\"no-service\""), out());
        }
        assertEquals(3, run("status", "--home", folder.resolve("other").toString()));
        assertTrue(err().contains(folder.resolve("other").toString()), err());
    }

    @Test
    void theManualHasAPageForEveryCommand() throws Exception {
        assertEquals(0, run("manual", folder.toString()));
        String page = Files.readString(folder.resolve("man/p2p-download_file.1"));
        assertTrue(page.startsWith(".TH P2P\\-DOWNLOAD_FILE 1"), page);
        assertTrue(page.contains(".B \\-\\-select ORDER\n"), page);
        assertTrue(Files.exists(folder.resolve("man/p2p.1")));
        assertFalse(Files.readString(folder.resolve("man/p2p-help.1")).contains("%n"));
        for (String script : List.of("p2p.fish", "_p2p", "p2p.bash")) {
            String text = Files.readString(folder.resolve("completion").resolve(script));
            assertTrue(text.contains(" __complete " + shell(script) + " -- "), text);
        }
    }

    private static String shell(String script) {
        return script.startsWith("_") ? "zsh" : script.substring("p2p.".length());
    }

    private List<String> completed(String... words) {
        var all = new ArrayList<>(List.of("__complete", "zsh", "--"));
        all.addAll(List.of(words));
        assertEquals(0, run(all.toArray(String[]::new)), this::err);
        return out().lines().map(line -> line.replaceFirst("\t.*", "")).toList();
    }

    @Test
    void whatCanBeTypedIsToldWithoutAService() {
        List<String> commands = completed("");
        assertEquals("names", commands.getFirst());
        assertEquals(commands.size(), commands.stream().distinct().count());
        assertTrue(commands.containsAll(List.of("share", "stop_share", "help")), out());
        assertFalse(out().contains("stop-share") || out().contains("__complete"), out());
        assertTrue(completed("stop-").contains("stop-share"), out());
        assertTrue(completed("help", "").contains("leave_group"), out());
        assertTrue(
                completed("stop_share", "-").containsAll(List.of("--help", "--json", "--home")),
                out());
        assertEquals(
                List.of("names", "rarest", "sequential", "random"),
                completed("--json", "download_file", "g", "--select", ""));
        assertTrue(completed("open", "-").contains("--print"), out());
        assertEquals(List.of("names", "on", "off"), completed("up", "--encryption", "o"));
        assertEquals(List.of("names", "sha-256", "sha-1"), completed("upload_file", "--hash", ""));
        assertEquals(List.of("names", "install", "uninstall"), completed("service", ""));
        assertEquals(
                List.of("names", "moderator", "member", "reader"),
                completed("set_role", "g", "u", ""));
        assertEquals(
                List.of("names", "owner", "moderators", "members"),
                completed("set_inviters", "g", ""));
        assertEquals(List.of("paths"), completed("upload_file", ""));
        assertEquals(List.of("paths"), completed("share", "--group", "g", "a", ""));
        assertEquals(List.of("paths"), completed("up", "--trackers", ""));
        assertEquals(List.of("names"), completed("share", "--to", ""));
        for (String command : List.of("stop_share", "leave_group", "list_files")) {
            assertEquals(List.of("names"), completed(command, ""));
        }
        assertEquals(List.of("names"), completed("no_such_command", ""));
        assertEquals(0, run("__complete", "bash", "--", " \t\n\"'=:", "bin/p2p stop"));
        assertEquals("names\nstop_share\n", out());
    }

    @Test
    void theVersionIsTheProjects() {
        assertEquals(0, run("--version"));
        assertTrue(out().matches("p2p [0-9]+\\.[0-9]+.*\n"), out());
    }
}
