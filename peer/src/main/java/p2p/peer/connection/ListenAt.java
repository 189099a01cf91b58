package p2p.peer.connection;

import p2p.protocol.HostPort;

/**
 * Where a peer is to listen.
 *
 * @param orAnotherPort whether a free one will do where this port is taken
 */
public record ListenAt(HostPort address, boolean orAnotherPort) {

    /** Where nobody has said anything: firewalls and routers can be told of it. */
    private static final int USUAL_PORT = 7979;

    private static final String ALL_ADDRESSES = "0.0.0.0";

    /** Just there, because somebody said so. */
    public static ListenAt exactly(HostPort address) {
        return new ListenAt(address, false);
    }

    /** At all addresses that the machine has, whichever these are. */
    public static ListenAt anywhere(int port) {
        return new ListenAt(new HostPort(ALL_ADDRESSES, port), true);
    }

    public static ListenAt anywhere() {
        return anywhere(USUAL_PORT);
    }
}
