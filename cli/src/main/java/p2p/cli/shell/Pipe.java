package p2p.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.control.Surroundings.Interruptible;

/** Commands from a program: no prompt, no echo, nobody to ask. */
final class Pipe implements Input {

    private final BufferedReader lines;

    Pipe(InputStream input) {
        lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> nextCommand() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean canAsk() {
        return false;
    }

    @Override
    public String ask(String prompt) {
        throw Failure.usage(
                "A password is missing; there is no terminal to ask on, so write it in the command"
                        + " or, with --password-stdin, on the next line.");
    }

    @Override
    public String askName(String prompt) {
        throw Passwords.noName();
    }

    @Override
    public String nextLine() {
        return nextCommand().orElseThrow(() -> Failure.usage("Standard input has no password."));
    }

    @Override
    public Interruptible onInterrupt(Runnable action) {
        return () -> {};
    }

    @Override
    public int columns() {
        return 0;
    }

    @Override
    public void close() {
        // Standard input is not this shell's to close.
    }
}
