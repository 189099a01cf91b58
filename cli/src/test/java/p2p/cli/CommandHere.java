package p2p.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import p2p.cli.output.Look;
import p2p.testkit.Ran;

/** Carries out a command of p2p in this process, which spares it a Java machine of its own. */
public final class CommandHere {

    private CommandHere() {}

    public static Ran run(List<String> words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var program =
                new P2p(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Look.plain(),
                        words,
                        Map.of());
        int code = Execution.of(program).execute(words.toArray(String[]::new));
        return new Ran(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
