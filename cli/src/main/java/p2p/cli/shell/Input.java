package p2p.cli.shell;

import java.util.Optional;
import p2p.cli.control.Passwords;
import p2p.cli.control.Surroundings.Interruptible;

/** Where the shell's lines come from. */
sealed interface Input extends Passwords, AutoCloseable permits Keyboard, Pipe {

    /** The next line; empty at the end of input. */
    Optional<String> nextCommand();

    Interruptible onInterrupt(Runnable action);

    /** Columns of the terminal, as wide as it is now; 0 where there is none. */
    int columns();

    @Override
    void close();
}
