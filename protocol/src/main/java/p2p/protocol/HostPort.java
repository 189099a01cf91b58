package p2p.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where a program listens: a host name or address, and a port. */
public record HostPort(String host, int port) {

    private static final int LONGEST_HOST = 253;

    public HostPort {
        if (host.isEmpty() || host.length() > LONGEST_HOST || !host.matches("[A-Za-z0-9._:%-]+")) {
            throw new IllegalArgumentException("'" + host + "' is not a host name or an address");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port " + port + " is not between 0 and 65535");
        }
    }

    /** Whether it stands for all addresses of a machine, none of which it names. */
    public boolean isAnyAddress() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** Whether it is written as one that never leaves a machine. */
    public boolean isLoopback() {
        return host.equals("localhost")
                || host.equals("::1")
                || host.matches("127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");
    }

    /** Reads {@code HOST:PORT}, with an IPv6 address in square brackets. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not of the form ADDRESS:PORT");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not of the form ADDRESS:PORT; write IPv6 as [ADDRESS]:PORT");
        }
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' does not end in a port number");
        }
        return new HostPort(host, Integer.parseInt(port));
    }

    @JsonValue
    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
