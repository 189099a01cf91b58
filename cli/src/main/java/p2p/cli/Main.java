package p2p.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import p2p.cli.output.Look;

/** Starts one command; only those that run a peer start the framework. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        goHome(System.getenv().getOrDefault("HOME", ""));
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Look look = Look.ofThisProcess(System.getenv());
        var p2p = new P2p(out, err, look, List.of(arguments), System.getenv());
        int exitCode = Execution.of(p2p).execute(arguments);
        if (exitCode == 0 && p2p.output().isUnwritten()) {
            exitCode = p2p.output().unwritten();
        }
        System.exit(exitCode);
    }

    /** Where the shell's ~ leads, whatever the list of the machine's users says. */
    private static void goHome(String home) {
        if (home.startsWith("/")) {
            System.setProperty("user.home", home);
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
