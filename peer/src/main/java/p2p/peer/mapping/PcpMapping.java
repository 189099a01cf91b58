package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** A port that was granted by PCP. */
record PcpMapping(Datagrams router, PcpMessages.Wish wish, Granted granted) implements Mapping {

    private static final String NAME = "PCP";

    /** Whose the port is, the router knows by the nonce: another one it would refuse. */
    static Mapping ask(Place place, InetAddress router, int port, byte[] nonce) throws IOException {
        InetAddress own = place.own().address();
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        var wish = new PcpMessages.Wish(nonce, own, port, any, port);
        return ask(Datagrams.between(own, router), router, wish);
    }

    private static PcpMapping ask(Datagrams router, InetAddress at, PcpMessages.Wish wish)
            throws IOException {
        PcpMessages.Answer said =
                router.ask(
                        PcpMessages.map(wish, HomeRouters.LIFE_SECONDS),
                        (bytes, _) -> PcpMessages.read(bytes, wish));
        var next =
                new PcpMessages.Wish(
                        wish.nonce(), wish.own(), wish.port(), said.outside(), said.outsidePort());
        var granted =
                new Granted(
                        NAME,
                        at,
                        Optional.of(said.outside()).filter(it -> !it.isAnyLocalAddress()),
                        said.outsidePort(),
                        Duration.ofSeconds(said.seconds()));
        return new PcpMapping(router, next, granted);
    }

    @Override
    public Mapping renewed() throws IOException {
        return ask(router, granted.router(), wish);
    }

    @Override
    public void giveBack() throws IOException {
        router.inHaste().ask(PcpMessages.map(wish, 0), (_, _) -> Optional.of(true));
    }
}
