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

/** End the peer's service. */
@Command(
        name = "down",
        description = "End the peer's service; downloads go on when it is started again.",
        footer = {"", "Who is logged in stays so.", "", "Example:", "  p2p down"})
public final class Down extends ServiceCommand {

    private static final int LOOKS = 300;

    @Override
    protected int run(Service service, Output output) {
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
