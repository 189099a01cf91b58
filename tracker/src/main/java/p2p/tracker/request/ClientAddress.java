package p2p.tracker.request;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where a request comes from: the other end of its connection, or, where that is a proxy that is
 * trusted, whom it and other trusted ones name, which is the last whom no such proxy is. What
 * strangers write into the header stands before that, and is not looked at.
 */
@ApplicationScoped
public class ClientAddress {

    static final String HEADER = "X-Forwarded-For";

    private static final Pattern ENTRY =
            Pattern.compile(
                    "([0-9.]+)(?::[0-9]+)?|\\[([0-9A-Fa-f:.]+)](?::[0-9]+)?|([0-9A-Fa-f:.]+)");

    private final List<String> configured;
    private volatile List<Network> trusted;

    ClientAddress(
            @ConfigProperty(name = "p2p.trusted-proxies") Optional<List<String>> trustedProxies) {
        configured = trustedProxies.orElse(List.of()).stream().map(String::strip).toList();
        trusted = networks();
    }

    public String of(HttpServerRequest request) {
        return of(
                request.connection().remoteAddress().hostAddress(),
                request.headers().getAll(HEADER));
    }

    /** The port from which it comes there; empty where a trusted proxy hides it. */
    public OptionalInt port(HttpServerRequest request) {
        SocketAddress hop = request.connection().remoteAddress();
        boolean isHidden =
                !trusted.isEmpty()
                        && !request.headers().getAll(HEADER).isEmpty()
                        && isTrusted(hop.hostAddress());
        return isHidden ? OptionalInt.empty() : OptionalInt.of(hop.port());
    }

    String of(String hop, List<String> headers) {
        if (trusted.isEmpty() || headers.isEmpty()) {
            return hop;
        }
        List<String> entries =
                headers.stream().flatMap(header -> Stream.of(header.split(",", -1))).toList();
        String client = hop;
        for (String entry : entries.reversed()) {
            Optional<String> named = isTrusted(client) ? address(entry) : Optional.empty();
            if (named.isEmpty()) {
                break;
            }
            client = named.get();
        }
        return client;
    }

    boolean isTrusted(String address) {
        InetAddress literal = InetAddress.ofLiteral(address);
        return trusted.stream().anyMatch(network -> network.contains(literal));
    }

    private static Optional<String> address(String entry) {
        Matcher form = ENTRY.matcher(entry.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            String text =
                    Stream.of(1, 2, 3).map(form::group).filter(g -> g != null).findFirst().get();
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A container that is replaced has its name still, and another address. */
    @Scheduled(every = "10s", delayed = "10s", skipExecutionIf = ApplicationNotRunning.class)
    void lookNamesUp() {
        trusted = networks();
    }

    private List<Network> networks() {
        return configured.stream().filter(text -> !text.isEmpty()).flatMap(Network::of).toList();
    }

    /** All addresses that begin with the same bits. */
    private record Network(byte[] address, int bits) {

        static Stream<Network> of(String text) {
            String[] parts = text.split("/", 2);
            try {
                return Stream.of(InetAddress.getAllByName(parts[0]))
                        .map(InetAddress::getAddress)
                        .map(bytes -> new Network(bytes, bits(parts, bytes.length)));
            } catch (UnknownHostException e) {
                return Stream.empty();
            }
        }

        private static int bits(String[] parts, int bytes) {
            int all = bytes * Byte.SIZE;
            int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException(
                        "P2P_TRUSTED_PROXIES has a network '/" + bits + "' that cannot be.");
            }
            return bits;
        }

        boolean contains(InetAddress other) {
            byte[] bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if (((bytes[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
