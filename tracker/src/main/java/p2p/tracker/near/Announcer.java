package p2p.tracker.near;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.tracker.identity.TrackerIdentity;

/** Has this tracker found by those on its links, from when it listens until it ends. */
@Singleton
final class Announcer {

    private static final Logger LOG = Logger.getLogger(Announcer.class);
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final boolean wanted;
    private final Naming naming;
    private final TrackerIdentity identity;
    private final Clock clock;
    private @Nullable Responder responder;
    private boolean ended;

    Announcer(
            @ConfigProperty(name = "p2p.announce", defaultValue = "on") boolean wanted,
            @ConfigProperty(name = "p2p.tracker.number") int number,
            @ConfigProperty(name = "p2p.tracker.address") String address,
            TrackerIdentity identity,
            Clock clock) {
        this.identity = identity;
        this.wanted = wanted;
        this.clock = clock;
        naming = new Naming(hostName(), number, HostPort.parse(address).host());
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "";
        }
    }

    void listens(@ObservesAsync HttpServerStart started) {
        begin(started.options());
    }

    void listensByTls(@ObservesAsync HttpsServerStart started) {
        begin(started.options());
    }

    private synchronized void begin(HttpServerOptions at) {
        if (!wanted || ended || responder != null) {
            return;
        }
        try {
            InetAddress address = InetAddress.getByName(at.getHost());
            if (!address.isLoopbackAddress()) {
                responder =
                        Responder.start(
                                () -> Link.of(address),
                                link ->
                                        naming.beacon(
                                                at.getPort(),
                                                at.isSsl(),
                                                identity.shown(),
                                                link.reached()),
                                clock);
            }
        } catch (IOException e) {
            LOG.infof("this tracker is not announced: %s", e.getMessage());
        }
    }

    synchronized void end(@Observes ShutdownEvent event) {
        ended = true;
        if (responder != null) {
            responder.close();
        }
    }
}
