package p2p.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.output.Look;

/** Passwords for a command on its own: typed without echo, or lines of standard input. */
final class ConsolePasswords implements Passwords {

    private static final BufferedReader INPUT =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private final PrintStream err;

    ConsolePasswords(PrintStream err) {
        this.err = err;
    }

    @Override
    public boolean canAsk() {
        return console().isPresent();
    }

    private static Optional<Console> console() {
        return Look.isTerminal(0) ? Optional.ofNullable(System.console()) : Optional.empty();
    }

    @Override
    public String ask(String prompt) {
        Console console =
                console()
                        .orElseThrow(() ->
                                Failure.usage(
                                        "A password is missing; there is no terminal to ask on, so"
                                                + " give it with --password-stdin."));
        char[] password = answer(() -> console.readPassword("%s", prompt));
        if (password == null) {
            throw Failure.usage("No password was given.");
        }
        return new String(password);
    }

    /** Ctrl-C leaves what comes after it a line of its own. */
    private <T> @Nullable T answer(Supplier<@Nullable T> question) {
        try (var _ = LastWord.is(this::endLine)) {
            return question.get();
        }
    }

    /** Not by the console, which belongs to who waits for the answer. */
    private void endLine() {
        err.println();
        err.flush();
    }

    @Override
    public String askName(String prompt) {
        Console console = console().orElseThrow(Passwords::noName);
        String name = answer(() -> console.readLine("%s", prompt));
        if (name == null) {
            throw Failure.usage("No name was given.");
        }
        return name.strip();
    }

    @Override
    public String nextLine() {
        try {
            String line = INPUT.readLine();
            if (line == null) {
                throw Failure.usage("Standard input has no password.");
            }
            return line;
        } catch (IOException e) {
            throw Failure.usage("Standard input cannot be read: " + e.getMessage() + ".");
        }
    }
}
