package p2p.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to print. {@code terminal} is about standard output, {@code lively} about standard error,
 * where progress goes. {@code rows} is 0 where nothing can be drawn.
 */
public record Look(
        boolean json, boolean terminal, boolean lively, boolean colour, int columns, int rows) {

    private static final int COLUMNS = 80;
    static final int NARROWEST = 20;

    /** For text in a pipe. */
    public static Look plain() {
        return new Look(false, false, false, false, COLUMNS, 0);
    }

    /** What suits the files behind this process's standard streams. */
    public static Look ofThisProcess(Map<String, String> environment) {
        boolean terminal = isTerminal(1);
        boolean lively = isTerminal(2);
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        if (!terminal && !lively) {
            return plain();
        }
        var size = TerminalSize.ask();
        int columns = size.columns() == 0 ? COLUMNS : Math.max(NARROWEST, size.columns());
        int rows = terminal && draws(environment) ? size.rows() : 0;
        return new Look(false, terminal, lively, colour, columns, rows);
    }

    /** Whether the terminal has more than ASCII, as far as the user's settings say. */
    private static boolean draws(Map<String, String> environment) {
        String locale =
                Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                        .map(name -> environment.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("");
        return locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8")
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Whether the standard stream of this number is a terminal. */
    public static boolean isTerminal(int descriptor) {
        return target(descriptor)
                .map(Look::isTerminal)
                .orElseGet(() -> System.console() != null && System.console().isTerminal());
    }

    private static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/")
                || target.startsWith("/dev/tty")
                || target.equals("/dev/console");
    }

    /** Whether the standard stream of this number has another program at its end. */
    static boolean isPipe(int descriptor) {
        return target(descriptor).filter(t -> t.matches("(pipe|socket):.*")).isPresent();
    }

    /** What the stream of this number is, where the system says it. */
    private static Optional<String> target(int descriptor) {
        try {
            Path stream = Path.of("/proc/self/fd/" + descriptor);
            return Optional.of(Files.readSymbolicLink(stream).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** For people where they live, for programs in full. */
    public String moment(Instant time) {
        return terminal ? Amounts.moment(time) : time.toString();
    }

    public Look withJson() {
        return new Look(true, terminal, lively, colour, columns, rows);
    }

    public Look withColumns(int columns) {
        return new Look(json, terminal, lively, colour, columns, rows);
    }
}
