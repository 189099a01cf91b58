package p2p.cli.service;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import p2p.protocol.HostPort;

/** Finds which of this machine's addresses another one sees. */
final class OwnAddress {

    private static final String LOOPBACK = "127.0.0.1";

    private OwnAddress() {}

    /** The address that packets to the other one leave from, with a free port. */
    static HostPort towards(HostPort other) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(other.host(), other.port()));
            return new HostPort(socket.getLocalAddress().getHostAddress(), 0);
        } catch (SocketException | IllegalArgumentException e) {
            return new HostPort(LOOPBACK, 0);
        }
    }
}
