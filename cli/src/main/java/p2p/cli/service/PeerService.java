package p2p.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.output.Output;
import p2p.cli.output.Unwritten;
import p2p.peer.Peer;
import p2p.peer.Settings;
import p2p.peer.control.LocalAccess;
import p2p.peer.control.PageSessions;
import p2p.peer.control.ShutdownAsked;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.refusal.Refused;
import p2p.protocol.HostPort;

/** Runs a peer and its local API in this process until it is told to end. */
@Singleton
public class PeerService implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(PeerService.class);

    /** What to run: Quarkus makes the instance, so it cannot be given to a constructor. */
    private static final AtomicReference<@Nullable Start> START = new AtomicReference<>();

    private record Start(ServiceFolder home, Settings settings, Output output, IntSupplier work) {}

    private final Instance<Peer> peer;
    private final LocalAccess access = LocalAccess.create(0);
    private volatile boolean open;

    PeerService(Instance<Peer> peer) {
        this.peer = peer;
    }

    /** Starts the peer, does the work, ends the peer, and returns the work's exit code. */
    public static int run(ServiceFolder home, Settings settings, Output output, IntSupplier work) {
        System.setProperty("quarkus.log.file.path", home.log().toString());
        START.set(new Start(home, settings, output, work));
        var exitCode = new int[] {Failure.REFUSED};
        Quarkus.run(
                PeerService.class,
                (code, problem) -> {
                    exitCode[0] = code;
                    if (problem != null) {
                        mistake(home, output, problem);
                    }
                });
        return exitCode[0];
    }

    private static void mistake(ServiceFolder home, Output output, Throwable problem) {
        try (var log = new PrintWriter(new FileWriter(home.log().toFile(), UTF_8, true))) {
            problem.printStackTrace(log);
        } catch (IOException e) {
            output.note("The log cannot be written: " + e.getMessage() + ".");
        }
        output.error("internal", "This is a mistake in p2p itself; see " + home.log() + ".");
    }

    private static Start start() {
        return Objects.requireNonNull(START.get());
    }

    @Override
    public int run(String... none) {
        Start start = start();
        try {
            Peer opened = peer.get();
            open = true;
            var listen = HostPort.parse(opened.status().listen());
            start.home.remember(start.settings, listen);
            new LocalAccess(port(), access.secret()).write(start.home.folder());
            return start.work.getAsInt();
        } catch (Refused e) {
            Failure failure = Failure.of(e.problem());
            LOG.error(failure.getMessage());
            start.output.error(failure.type(), failure.getMessage());
            return failure.exitCode();
        } catch (Unwritten e) {
            return start.output.unwritten();
        } catch (IOException e) {
            start.output.error("home", DiskTrouble.of(start.home.folder(), e).getMessage());
            return Failure.REFUSED;
        }
    }

    @Produces
    @Singleton
    Peer peer(Vertx vertx) {
        return Peer.open(vertx, start().settings);
    }

    @Produces
    @Singleton
    LocalAccess access() {
        return access;
    }

    @Produces
    @Singleton
    PageSessions pages() {
        return new PageSessions(InstantSource.system(), PeerService::port);
    }

    /** The one that the system chose, once the service listens. */
    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    void end(@Observes ShutdownAsked asked) {
        Quarkus.asyncExit(0);
    }

    void stop(@Observes ShutdownEvent event) {
        if (!open) {
            return;
        }
        try {
            peer.get().close();
        } finally {
            removeAccess();
        }
    }

    /** Unless the next service has the home already. */
    private void removeAccess() {
        Path home = start().home.folder();
        try {
            if (LocalAccess.read(home)
                    .filter(it -> it.secret().equals(access.secret()))
                    .isPresent()) {
                LocalAccess.remove(home);
            }
        } catch (IOException e) {
            LOG.warnf("The file with the service's secret stays behind: %s", e.getMessage());
        }
    }
}
