package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import p2p.peer.reach.Network;

/** What a router lets be done by UPnP: WANIPConnection or WANPPPConnection. */
record UpnpService(InetAddress own, InetAddress router, URI control, String type) {

    static final int CONFLICT = 718;
    static final int ONLY_WITHOUT_END = 725;

    private static final List<String> TYPES =
            List.of(
                    "urn:schemas-upnp-org:service:WANIPConnection:1",
                    "urn:schemas-upnp-org:service:WANIPConnection:2",
                    "urn:schemas-upnp-org:service:WANPPPConnection:1");
    private static final int MOST = 4;
    private static final int PATIENCE_MILLIS = 2000;
    private static final int HASTE_MILLIS = 400;
    private static final int OK = 200;

    /** Those of a description of a device that was found at this location. */
    static List<UpnpService> in(
            String description, URI location, InetAddress own, InetAddress router)
            throws IOException {
        List<XmlLeaf> leaves = XmlLeaf.read(description);
        URI base =
                XmlLeaf.text(leaves, "URLBase")
                        .flatMap(written -> SsdpMessages.at(written, location.getHost()))
                        .orElse(location);
        Map<Integer, Map<String, String>> byElement = new LinkedHashMap<>();
        for (XmlLeaf leaf : leaves) {
            byElement
                    .computeIfAbsent(leaf.parent(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(leaf.name(), leaf.text());
        }
        List<UpnpService> services = new ArrayList<>();
        for (Map<String, String> element : byElement.values()) {
            String type = element.getOrDefault("serviceType", "");
            if (TYPES.contains(type) && services.size() < MOST) {
                within(base, element.getOrDefault("controlURL", ""))
                        .map(control -> new UpnpService(own, router, control, type))
                        .ifPresent(services::add);
            }
        }
        return services;
    }

    private static Optional<URI> within(URI base, String written) {
        try {
            return SsdpMessages.at(base.resolve(written).toString(), base.getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its address outside; nothing while it has none. */
    Optional<InetAddress> outside() throws IOException {
        return XmlLeaf.text(call("GetExternalIPAddress", List.of()), "NewExternalIPAddress")
                .flatMap(Network::literal)
                .filter(it -> !it.isAnyLocalAddress());
    }

    /** Whether others, or other programs of this machine, have that port of the router's. */
    boolean isTaken(int outsidePort, int port) throws IOException {
        try {
            List<XmlLeaf> entry = call("GetSpecificPortMappingEntry", which(outsidePort));
            boolean isOurs =
                    XmlLeaf.text(entry, "NewInternalClient")
                                    .filter(own.getHostAddress()::equals)
                                    .isPresent()
                            && XmlLeaf.text(entry, "NewInternalPort")
                                    .filter(String.valueOf(port)::equals)
                                    .isPresent();
            return !isOurs;
        } catch (RouterError e) {
            return false;
        }
    }

    void map(int outsidePort, int port, int seconds) throws IOException {
        List<Argument> arguments = new ArrayList<>(which(outsidePort));
        arguments.add(new Argument("NewInternalPort", String.valueOf(port)));
        arguments.add(new Argument("NewInternalClient", own.getHostAddress()));
        arguments.add(new Argument("NewEnabled", "1"));
        arguments.add(new Argument("NewPortMappingDescription", "p2p"));
        arguments.add(new Argument("NewLeaseDuration", String.valueOf(seconds)));
        call("AddPortMapping", arguments);
    }

    void delete(int outsidePort) throws IOException {
        call("DeletePortMapping", which(outsidePort), HASTE_MILLIS);
    }

    private record Argument(String name, String value) {

        String xml() {
            return "<%s>%s</%s>".formatted(name, value, name);
        }
    }

    private static List<Argument> which(int outsidePort) {
        return List.of(
                new Argument("NewRemoteHost", ""),
                new Argument("NewExternalPort", String.valueOf(outsidePort)),
                new Argument("NewProtocol", "TCP"));
    }

    private List<XmlLeaf> call(String action, List<Argument> arguments) throws IOException {
        return call(action, arguments, PATIENCE_MILLIS);
    }

    private List<XmlLeaf> call(String action, List<Argument> arguments, int millis)
            throws IOException {
        String body =
                """
                <?xml version="1.0"?>
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
                s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>\
                <u:%s xmlns:u="%s">%s</u:%s></s:Body></s:Envelope>
                """
                        .formatted(
                                action,
                                type,
                                arguments.stream().map(Argument::xml).collect(Collectors.joining()),
                                action);
        String headers =
                "Content-Type: text/xml; charset=\"utf-8\"\r\nSOAPAction: \"%s#%s\"\r\nContent-Length: %d\r\n"
                        .formatted(type, action, body.length());
        HttpExchange.Answer answer = HttpExchange.ask(own, control, "POST", headers, body, millis);
        List<XmlLeaf> said = XmlLeaf.read(answer.body());
        if (answer.status() != OK) {
            int code =
                    XmlLeaf.text(said, "errorCode")
                            .filter(text -> text.matches("[0-9]{1,4}"))
                            .map(Integer::valueOf)
                            .orElse(answer.status());
            throw new RouterError("The router does not do it by UPnP", code);
        }
        return said;
    }
}
