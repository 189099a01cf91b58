package p2p.peer.mapping;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How routers are looked for by UPnP, and what they answer. */
final class SsdpMessages {

    private static final List<String> DEVICES =
            List.of(
                    "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
                    "urn:schemas-upnp-org:device:InternetGatewayDevice:2");
    private static final String LOCATION = "location:";

    private SsdpMessages() {}

    /** {@code host} is whom it is sent to. */
    static List<byte[]> searches(String host) {
        return DEVICES.stream()
                .map(device ->
                        "M-SEARCH * HTTP/1.1\r\nHOST: %s:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: %s\r\n\r\n"
                                .formatted(host, device)
                                .getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** Where the device describes itself, if that is at the address that has answered. */
    static Optional<URI> location(byte[] answer, String source) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        if (!text.matches("(?s)HTTP/1\\.[01] 200\\b.*")) {
            return Optional.empty();
        }
        return Arrays.stream(text.split("\r?\n"))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(LOCATION))
                .map(line -> line.substring(LOCATION.length()).strip())
                .flatMap(location -> at(location, source).stream())
                .findFirst();
    }

    /** A URI of that device's; nothing is what leads elsewhere. */
    static Optional<URI> at(String written, String host) {
        try {
            var uri = new URI(written);
            boolean isThere =
                    "http".equalsIgnoreCase(uri.getScheme())
                            && host.equals(uri.getHost())
                            && uri.getUserInfo() == null
                            && uri.getPort() != 0
                            && uri.getPort() <= 65_535;
            return isThere ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
