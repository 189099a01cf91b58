package p2p.cli.service;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.peer.Settings;
import p2p.peer.connection.Congestion;
import p2p.peer.loop.TcpSockets;
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

    @Option(
            names = "--congestion",
            paramLabel = "NAME",
            description =
                    "How this peer sends: by the congestion control of that name, 'system' by the"
                            + " system's own; bbr to those far away when left out.")
    private @Nullable String congestion;

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
                mapsPort(launcher.environment()),
                congestion());
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

    private Congestion congestion() {
        if (congestion == null) {
            return Congestion.DEFAULT;
        }
        if (congestion.equals("system")) {
            return Congestion.OF_THE_SYSTEM;
        }
        try {
            Congestion named = Congestion.named(congestion);
            if (new TcpSockets().permits(named.name())) {
                return named;
            }
        } catch (IllegalArgumentException e) {
            // What cannot be a name is none that the system has.
        }
        throw Failure.usage(
                "This system does not let this user send by '%s'; sysctl".formatted(congestion)
                        + " net.ipv4.tcp_allowed_congestion_control says what it lets.");
    }

    private Encryption encryption() {
        return switch (encryption) {
            case "on" -> Encryption.ON;
            case "off" -> Encryption.OFF;
            default -> throw Failure.usage("--encryption is on or off, not '" + encryption + "'.");
        };
    }
}
