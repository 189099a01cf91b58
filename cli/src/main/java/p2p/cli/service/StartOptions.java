package p2p.cli.service;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.peer.Settings;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import picocli.CommandLine.Option;

/** How a peer is started, as a service or under a shell. */
public final class StartOptions {

    private static final String PORT_MAPPING = "P2P_PORT_MAPPING";

    @Option(
            names = "--trackers",
            paramLabel = "TRACKERS",
            description =
                    "A file of them, or one's address; the last ones or ./tracker_info.txt when left"
                            + " out.")
    private @Nullable String trackers;

    @Option(
            names = "--tracker-ca",
            paramLabel = "FILE",
            description =
                    "The only authorities (PEM) that may vouch for https trackers; or 'machine'.")
    private @Nullable Path trackerCa;

    @Option(
            names = "--accept-new",
            description = "Take trackers that nobody has seen yet for who they say they are.")
    private boolean acceptNew;

    @Option(
            names = "--encryption",
            paramLabel = "on|off",
            description = "Whether others speak TLS to this peer (on, unless the network is safe).")
    private String encryption = "on";

    /** What the options say; {@code file} stands for --trackers where that is not given. */
    public Settings settings(
            ServiceFolder home, @Nullable HostPort listen, @Nullable Path file, Launcher launcher) {
        var list = trackers == null ? home.trackers(file) : ServiceFolder.named(trackers);
        return new Settings(
                home.folder(),
                home.listen(listen),
                new FirstSight(home, launcher.passwords(), launcher.output())
                        .known(list, acceptNew),
                home.trust(trackerCa),
                encryption(),
                mapsPort(launcher.environment()));
    }

    boolean nameTrackers() {
        return trackers != null;
    }

    public static HostPort address(String written) {
        try {
            return HostPort.parse(written);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("The address is wrong: " + e.getMessage() + ".");
        }
    }

    private static boolean mapsPort(Map<String, String> environment) {
        String said = environment.getOrDefault(PORT_MAPPING, "on");
        return switch (said) {
            case "on" -> true;
            case "off" -> false;
            default -> throw Failure.usage(PORT_MAPPING + " is on or off, not '" + said + "'.");
        };
    }

    private Encryption encryption() {
        return switch (encryption) {
            case "on" -> Encryption.ON;
            case "off" -> Encryption.OFF;
            default -> throw Failure.usage("--encryption is on or off, not '" + encryption + "'.");
        };
    }
}
