package p2p.cli.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import p2p.cli.control.Failure;
import p2p.cli.control.Surroundings.Interruptible;

/** Commands from a person: line editing, history and completion. */
final class Keyboard implements Input {

    private static final String PROMPT = "p2p> ";

    private final Terminal terminal;
    private final LineReader commands;
    private final LineReader secrets;
    private final AtomicReference<Runnable> onInterrupt = new AtomicReference<>();

    Keyboard(Path history, Completer completer) {
        try {
            terminal =
                    TerminalBuilder.builder()
                            .system(true)
                            .provider("exec")
                            .encoding(StandardCharsets.UTF_8)
                            .signalHandler(Terminal.SignalHandler.SIG_IGN)
                            .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.handle(Terminal.Signal.INT, _ -> interrupt());
        commands =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("p2p")
                        .parser(Words.PARSER)
                        .completer(completer)
                        .history(new DiscreetHistory())
                        .variable(LineReader.HISTORY_FILE, history)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   > ")
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                        .build();
        secrets =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .variable(LineReader.DISABLE_HISTORY, true)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
    }

    @Override
    public Optional<String> nextCommand() {
        while (true) {
            try {
                return Optional.of(commands.readLine(PROMPT));
            } catch (UserInterruptException e) {
                terminal.flush();
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public boolean canAsk() {
        return true;
    }

    @Override
    public String ask(String prompt) {
        try {
            return secrets.readLine(prompt, '\0');
        } catch (UserInterruptException | EndOfFileException e) {
            throw Failure.usage("No password was given.");
        }
    }

    @Override
    public String askName(String prompt) {
        try {
            return secrets.readLine(prompt).strip();
        } catch (UserInterruptException | EndOfFileException e) {
            throw Failure.usage("No name was given.");
        }
    }

    @Override
    public String nextLine() {
        return ask("");
    }

    @Override
    public Interruptible onInterrupt(Runnable action) {
        onInterrupt.set(action);
        return () -> onInterrupt.set(null);
    }

    private void interrupt() {
        Runnable action = onInterrupt.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    @Override
    public int columns() {
        return terminal.getWidth();
    }

    @Override
    public void close() {
        try {
            commands.getHistory().save();
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
