package p2p.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.peer.control.LocalAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** End the peer's service. */
@Command(
        name = "down",
        description = "End the peer's service; downloads go on when it is started again.",
        footer = {
            "",
            "Who is logged in stays so. The next command that needs the service starts it",
            "again; 'status', 'trackers', 'doctor', 'watch', 'show_downloads' and 'my_shares'",
            "only look, and do not.",
            "",
            "Example:",
            "  p2p down"
        })
public final class Down implements Callable<Integer> {

    private static final int LOOKS = 300;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = "--tracker",
            description = "End the tracker that was started on this machine, too.")
    private boolean trackerToo;

    @Override
    public Integer call() {
        var surroundings = (Surroundings) spec.root().userObject();
        var launcher = (Launcher) surroundings;
        Output output = launcher.output();
        var tracker = new LocalTracker(launcher);
        int code = trackerToo ? endIfRunning(surroundings, output) : end(surroundings, output);
        if (code == 0 && trackerToo) {
            output.nothing(
                    tracker.end()
                            ? "The tracker on this machine has ended."
                            : "No tracker that was started here runs.");
        } else if (code == 0 && tracker.isRunning()) {
            output.nothing(
                    "The tracker on this machine goes on; '%s' ends it, too."
                            .formatted(launcher.command("down --tracker")));
        }
        return code;
    }

    private static int endIfRunning(Surroundings surroundings, Output output) {
        try {
            return end(surroundings, output);
        } catch (Failure e) {
            if (e.exitCode() == Failure.UNREACHABLE) {
                return 0;
            }
            throw e;
        }
    }

    private static int end(Surroundings surroundings, Output output) {
        Service service = surroundings.service();
        String home = service.run(Call.get("status").atOnce(), PeerStatus.class).home();
        Optional<LocalAccess> access = access(Path.of(home));
        service.run(Call.post("shutdown"));
        try (var patience = new Patience(surroundings, () -> {})) {
            for (int i = 0; i < LOOKS; i++) {
                if (!access(Path.of(home)).equals(access)) {
                    output.done(Map.of("home", home), "The p2p service on " + home + " has ended.");
                    return 0;
                }
                if (!patience.again()) {
                    return Patience.INTERRUPTED;
                }
            }
        }
        throw Failure.refused("still-running", "The service on " + home + " has not ended yet.");
    }

    /** The service takes its secret away when all else is closed; the next one has another. */
    private static Optional<LocalAccess> access(Path home) {
        try {
            return LocalAccess.read(home);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
