package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** A port that was granted by NAT-PMP. */
record NatPmpMapping(Datagrams router, int port, Granted granted) implements Mapping {

    private static final String NAME = "NAT-PMP";

    /** Nothing is asked for yet. */
    static Offer find(Place place, InetAddress router) throws IOException {
        var datagrams = Datagrams.between(place.own().address(), router);
        InetAddress outside = outside(datagrams);
        return port -> ask(datagrams, router, outside, port, port);
    }

    private static InetAddress outside(Datagrams router) throws IOException {
        return router.ask(
                NatPmpMessages.address(), (bytes, _) -> NatPmpMessages.readAddress(bytes));
    }

    private static Mapping ask(
            Datagrams router, InetAddress at, InetAddress outside, int port, int outsidePort)
            throws IOException {
        NatPmpMessages.Answer said =
                router.ask(
                        NatPmpMessages.map(port, outsidePort, HomeRouters.LIFE_SECONDS),
                        (bytes, _) -> NatPmpMessages.readMap(bytes, port));
        if (said.outsidePort() == 0) {
            throw new RouterError("The router maps to nowhere by NAT-PMP", 0);
        }
        var granted =
                new Granted(
                        NAME,
                        at,
                        Optional.of(outside).filter(it -> !it.isAnyLocalAddress()),
                        said.outsidePort(),
                        Duration.ofSeconds(said.seconds()));
        return new NatPmpMapping(router, port, granted);
    }

    @Override
    public Mapping renewed() throws IOException {
        return ask(router, granted.router(), outside(router), port, granted.port());
    }

    @Override
    public void giveBack() throws IOException {
        router.inHaste().ask(NatPmpMessages.map(port, 0, 0), (_, _) -> Optional.of(true));
    }
}
