package p2p.cli.control;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import p2p.cli.output.Output;

/** What a command finds around it, on its own or in the shell. The root command provides it. */
public interface Surroundings {

    Output output();

    /** The service that runs; refuses where none does. */
    Service service();

    /** The same, which is started where none runs and its trackers are known. */
    Service startedService();

    /** What a user should know who asks the service for something. */
    Optional<String> warning();

    Passwords passwords();

    Map<String, String> environment();

    /** The absolute path that the user means. */
    Path path(String written);

    /** A command as the user types it here. */
    String command(String words);

    /** Does this when the user presses Ctrl-C, until closed. */
    Interruptible onInterrupt(Runnable action);

    /** An {@link AutoCloseable} whose closing cannot fail. */
    interface Interruptible extends AutoCloseable {
        @Override
        void close();
    }
}
