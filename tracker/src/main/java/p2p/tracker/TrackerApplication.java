package p2p.tracker;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import p2p.tracker.identity.TrackerIdentity;

/** The running tracker, as seen from its terminal. */
final class TrackerApplication implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(TrackerApplication.class);

    private final int number;
    private final String address;
    private final Optional<String> operator;
    private final TrackerIdentity identity;
    private final boolean json;

    TrackerApplication(
            @ConfigProperty(name = "p2p.tracker.number") int number,
            @ConfigProperty(name = "p2p.tracker.address") String address,
            @ConfigProperty(name = "p2p.tracker.operator") Optional<String> operator,
            TrackerIdentity identity,
            @ConfigProperty(name = "quarkus.log.console.json.enabled") boolean json) {
        this.number = number;
        this.address = address;
        this.operator = operator;
        this.identity = identity;
        this.json = json;
    }

    @Override
    public int run(String... arguments) {
        identity.shown()
                .ifPresent(known -> say("Peers know this tracker by: " + address + " " + known));
        operator.ifPresent(own -> say("Its operator is answered at " + own + "."));
        say("Tracker " + number + " is ready at " + address + ".");
        Thread.ofPlatform().daemon().name("terminal").start(TrackerApplication::awaitQuit);
        Quarkus.waitForExit();
        return 0;
    }

    private void say(String sentence) {
        if (json) {
            LOG.info(sentence);
        } else {
            System.out.println(sentence);
        }
    }

    /** The end of the input means nothing: the tracker may run without a terminal. */
    private static void awaitQuit() {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line; (line = input.readLine()) != null; ) {
                if (line.strip().equals("quit")) {
                    Quarkus.asyncExit(0);
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
