package p2p.cli.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.control.Surroundings;
import p2p.cli.control.Surroundings.Interruptible;
import p2p.cli.output.Look;
import p2p.cli.output.Output;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;
import picocli.CommandLine;

/** Reads commands and runs one after the other, until the end of input or {@code quit}. */
public final class Shell implements AutoCloseable {

    private final Input input;
    private final NameCompleter completer;
    private boolean ended;

    private Shell(Input input, NameCompleter completer) {
        this.input = input;
        this.completer = completer;
    }

    /** A shell on this process's standard input, be it a terminal or a pipe. */
    public static Shell open(Path history) {
        var completer = new NameCompleter();
        if (!Look.isTerminal(0) || !Look.isTerminal(1)) {
            return new Shell(new Pipe(System.in), completer);
        }
        makePrivate(history);
        return new Shell(new Keyboard(history, completer), completer);
    }

    private static void makePrivate(Path history) {
        try {
            if (!Files.exists(history)) {
                Files.createFile(
                        history,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns 0 when every command was done or a person sat there, else 1. Ends when nobody reads
     * the answers any more.
     */
    public int run(CommandLine commandLine, Surroundings surroundings) {
        completer.use(commandLine, surroundings);
        boolean allDone = true;
        while (!ended) {
            Optional<String> line = input.nextCommand();
            if (line.isEmpty()) {
                if (mayLeave(surroundings)) {
                    break;
                }
                continue;
            }
            int exitCode = run(commandLine, surroundings, line.get());
            if (exitCode == Output.NO_READER) {
                return exitCode;
            }
            allDone &= exitCode == 0;
        }
        return allDone || isInteractive() ? 0 : Failure.REFUSED;
    }

    private int run(CommandLine commandLine, Surroundings surroundings, String line) {
        try {
            List<String> words = Words.of(line);
            return words.isEmpty() ? 0 : commandLine.execute(words.toArray(String[]::new));
        } catch (Failure e) {
            surroundings.output().error(e.type(), e.getMessage());
            return e.exitCode();
        }
    }

    /** Ctrl-D is pressed easily, and ends the peer. */
    private boolean mayLeave(Surroundings surroundings) {
        if (!isInteractive()) {
            return true;
        }
        try {
            long underWay =
                    surroundings
                            .service()
                            .list(Call.get("downloads").atOnce(), DownloadInfo.class)
                            .stream()
                            .filter(download -> download.state() == DownloadState.DOWNLOADING)
                            .count();
            return underWay == 0
                    || input.confirm(
                            underWay == 1
                                    ? "1 download stops with this shell, and goes on with the next"
                                            + " one. Leave?"
                                    : underWay
                                            + " downloads stop with this shell, and go on with the"
                                            + " next one. Leave?",
                            false);
        } catch (Failure e) {
            return true;
        }
    }

    public void end() {
        ended = true;
    }

    public boolean isInteractive() {
        return input instanceof Keyboard;
    }

    public Passwords passwords() {
        return input;
    }

    public Interruptible onInterrupt(Runnable action) {
        return input.onInterrupt(action);
    }

    /** The look that suits a terminal of this width, or a pipe. */
    public Look look(Look process) {
        int columns = input.columns();
        return columns > 0 ? process.withColumns(columns) : process;
    }

    @Override
    public void close() {
        input.close();
    }
}
