package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** By which router this machine reaches all that is in no network of its own, by IPv4. */
sealed interface DefaultRoute {

    record By(InetAddress router) implements DefaultRoute {}

    /** All goes through a tunnel, or nowhere. */
    record None() implements DefaultRoute {}

    /** This system does not say it as Linux does. */
    record Unknown() implements DefaultRoute {}

    Path OF_LINUX = Path.of("/proc/net/route");

    static DefaultRoute now() {
        if (!Files.exists(OF_LINUX)) {
            return new Unknown();
        }
        try {
            List<String> lines = Files.readAllLines(OF_LINUX, StandardCharsets.ISO_8859_1);
            return parse(
                    lines.stream().skip(1).limit(Route.MOST).toList(), ByteOrder.nativeOrder());
        } catch (IOException e) {
            return new None();
        }
    }

    /** Half of all addresses having a route of their own, a tunnel takes all. */
    static DefaultRoute parse(List<String> lines, ByteOrder order) {
        List<Route> routes = lines.stream().flatMap(line -> Route.parse(line, order)).toList();
        if (routes.stream().anyMatch(Route::isOfHalf)) {
            return new None();
        }
        return routes.stream()
                .filter(Route::isOfAll)
                .min(Route.BY_METRIC)
                .filter(Route::hasRouter)
                .<DefaultRoute>map(route -> new By(route.router()))
                .orElseGet(None::new);
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
