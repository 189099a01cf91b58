package p2p.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import p2p.testkit.Ran;

/** Somebody with a peer who gives commands, in one of the two ways. */
public interface Person extends AutoCloseable {

    Ran run(String... words) throws IOException;

    /** A command with lines of standard input after it. */
    Ran runWithInput(String input, String... words) throws IOException;

    Path home();

    /** Ends the peer and returns the exit code of what ran it. */
    int end() throws IOException;

    @Override
    void close() throws IOException;
}
