package p2p.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How to print. {@code terminal} is about standard output, {@code lively} about standard error,
 * where progress goes.
 */
public record Look(boolean json, boolean terminal, boolean lively, boolean colour, int columns) {

    private static final int COLUMNS = 80;

    /** For text in a pipe. */
    public static Look plain() {
        return new Look(false, false, false, false, COLUMNS);
    }

    /** What suits the files behind this process's standard streams. */
    public static Look ofThisProcess(Map<String, String> environment) {
        boolean terminal = isTerminal(1);
        boolean lively = isTerminal(2);
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int columns = terminal || lively ? TerminalSize.columns(COLUMNS) : COLUMNS;
        return new Look(false, terminal, lively, colour, columns);
    }

    /** Whether the standard stream of this number is a terminal. */
    public static boolean isTerminal(int descriptor) {
        String target = target(descriptor);
        if (target == null) {
            return System.console() != null && System.console().isTerminal();
        }
        return target.startsWith("/dev/pts/")
                || target.startsWith("/dev/tty")
                || target.equals("/dev/console");
    }

    /** Whether the standard stream of this number has another program at its end. */
    static boolean isPipe(int descriptor) {
        String target = target(descriptor);
        return target != null && target.matches("(pipe|socket):.*");
    }

    /** What the stream of this number is; null where the system does not say. */
    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException e) {
            return null;
        }
    }

    public Look withJson() {
        return new Look(true, terminal, lively, colour, columns);
    }

    public Look withColumns(int columns) {
        return new Look(json, terminal, lively, colour, columns);
    }
}
