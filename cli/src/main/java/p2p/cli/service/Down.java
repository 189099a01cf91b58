package p2p.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.peer.control.LocalAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** End the peer's service. */
@Command(
        name = "down",
        description = "End the peer's service; downloads go on when it is started again.",
        footer = {"", "Who is logged in stays so.", "", "Example:", "  p2p down"})
public final class Down extends ServiceCommand {

    private static final int LOOKS = 300;

    @Option(
            names = "--tracker",
            description = "End the tracker that was started on this machine, too.")
    private boolean trackerToo;

    @Override
    protected int run(Service service, Output output) {
        var launcher = (Launcher) surroundings();
        var tracker = new LocalTracker(launcher.home(), launcher.environment(), output);
        if (!trackerToo) {
            int code = end(service, output);
            if (tracker.isRunning()) {
                output.nothing(
                        "The tracker on this machine goes on; 'p2p down --tracker' ends it, too.");
            }
            return code;
        }
        int code = endIfRunning(service, output);
        output.nothing(
                tracker.end()
                        ? "The tracker on this machine has ended."
                        : "No tracker that was started here runs.");
        return code;
    }

    private int endIfRunning(Service service, Output output) {
        try {
            return end(service, output);
        } catch (Failure e) {
            if (e.exitCode() == Failure.UNREACHABLE) {
                output.note(e.getMessage());
                return 0;
            }
            throw e;
        }
    }

    private int end(Service service, Output output) {
        String home = service.run(Call.get("status").atOnce(), PeerStatus.class).home();
        service.run(Call.post("shutdown"));
        try (var patience = new Patience(surroundings(), () -> {})) {
            for (int i = 0; i < LOOKS; i++) {
                if (!runs(Path.of(home))) {
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

    /** The service takes its secret away when all else is closed. */
    private static boolean runs(Path home) {
        try {
            return LocalAccess.read(home).isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
