package p2p.cli.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** Machines as far as networks go: network namespaces of Linux. */
public final class Namespaces {

    private Namespaces() {}

    /** The command ip, which may be missing. */
    public static Ran ip(String... words) throws IOException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        try {
            return ended(new ProcessBuilder(command));
        } catch (IOException e) {
            return new Ran(127, "", String.valueOf(e.getMessage()));
        }
    }

    public static void assertDone(String... words) throws IOException {
        Ran ran = ip(words);
        assertEquals(0, ran.exitCode(), () -> List.of(words) + ": " + ran);
    }

    public static Ran p2p(String namespace, Path folder, String... words) throws IOException {
        ProcessBuilder builder = Programs.builder("p2p", folder, List.of(words));
        builder.command().addAll(0, List.of("ip", "netns", "exec", namespace));
        builder.environment().put("P2P_PORT_MAPPING", "on");
        return ended(builder);
    }

    private static Ran ended(ProcessBuilder builder) throws IOException {
        Process process =
                builder.redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(Programs.exitCode(process, builder.command()), said, "");
    }
}
