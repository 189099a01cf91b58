package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A port that was granted by UPnP. */
record UpnpMapping(UpnpService service, int port, int seconds, Granted granted) implements Mapping {

    private static final String NAME = "UPnP";
    private static final int TRIES = 6;
    private static final int FIRST_OTHER_PORT = 20_000;
    private static final int END_OF_OTHER_PORTS = 60_000;

    /** The same port outside, unless somebody else has it: others then. */
    static Mapping ask(
            UpnpService service, Optional<InetAddress> outside, int port, RandomGenerator random)
            throws IOException {
        int wished = port;
        for (int i = 0; i < TRIES; i++) {
            try {
                if (!service.isTaken(wished, port)) {
                    return map(service, outside, port, wished);
                }
            } catch (RouterError e) {
                if (e.code() != UpnpService.CONFLICT) {
                    throw e;
                }
            }
            wished = random.nextInt(FIRST_OTHER_PORT, END_OF_OTHER_PORTS);
        }
        throw new RouterError("The router has no port left by UPnP", UpnpService.CONFLICT);
    }

    /** Some routers have but what does not end by itself. */
    private static Mapping map(
            UpnpService service, Optional<InetAddress> outside, int port, int outsidePort)
            throws IOException {
        try {
            return map(service, outside, port, outsidePort, HomeRouters.LIFE_SECONDS);
        } catch (RouterError e) {
            if (e.code() != UpnpService.ONLY_WITHOUT_END) {
                throw e;
            }
            return map(service, outside, port, outsidePort, 0);
        }
    }

    private static Mapping map(
            UpnpService service,
            Optional<InetAddress> outside,
            int port,
            int outsidePort,
            int seconds)
            throws IOException {
        service.map(outsidePort, port, seconds);
        var granted =
                new Granted(
                        NAME,
                        service.router(),
                        outside,
                        outsidePort,
                        Duration.ofSeconds(HomeRouters.LIFE_SECONDS));
        return new UpnpMapping(service, port, seconds, granted);
    }

    @Override
    public Mapping renewed() throws IOException {
        if (service.isTaken(granted.port(), port)) {
            throw new RouterError("Another machine has the port now", UpnpService.CONFLICT);
        }
        return map(service, service.outside(), port, granted.port(), seconds);
    }

    @Override
    public void giveBack() throws IOException {
        service.delete(granted.port());
    }
}
