package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is spoken with a router by UPnP over HTTP. */
class UpnpTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Optional<InetAddress> OUTSIDE =
            Optional.of(InetAddress.ofLiteral("203.0.113.5"));
    private static final String TYPE = "urn:schemas-upnp-org:service:WANIPConnection:1";
    private static final String FREE = fault(714);

    private final Deque<String> answers = new ConcurrentLinkedDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket router;

    @BeforeEach
    void listen() throws Exception {
        router = new ServerSocket(0, 50, HERE);
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws Exception {
        router.close();
    }

    private void serve() {
        while (!router.isClosed()) {
            try (Socket socket = router.accept()) {
                requests.add(request(socket.getInputStream()));
                socket.getOutputStream().write(answers.remove().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                continue;
            }
        }
    }

    private static String request(InputStream in) throws IOException {
        var said = new StringBuilder();
        while (said.indexOf("\r\n\r\n") < 0) {
            said.append((char) in.read());
        }
        String head = said.toString();
        if (head.startsWith("POST")) {
            int length =
                    Integer.parseInt(head.replaceFirst("(?s).*Content-Length: ([0-9]+).*", "$1"));
            return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        return head;
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + router.getLocalPort() + path);
    }

    private UpnpService service() {
        return new UpnpService(HERE, HERE, at("/ctl"), TYPE);
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String said(String element, Object text) {
        return ok(
                "<s:Envelope><s:Body><u:r><%s>%s</%s></u:r></s:Body></s:Envelope>"
                        .formatted(element, text, element));
    }

    private static String fault(int code) {
        return "HTTP/1.1 500 Error\r\n\r\n<s:Envelope><s:Body><s:Fault><detail><UPnPError><errorCode>"
                + code
                + "</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>";
    }

    private Mapping ask() throws IOException {
        return UpnpMapping.ask(service(), OUTSIDE, 7979, new SplittableRandom(1));
    }

    private HttpExchange.Answer get() throws IOException {
        return HttpExchange.ask(HERE, at("/x?y"), "GET", "", "", 2000);
    }

    @Test
    void thePortIsAskedForAndGivenBack() throws Exception {
        answers.addAll(List.of(FREE, ok("<a/>"), ok("<a/>")));
        Mapping mapping = ask();
        assertEquals(7979, mapping.granted().port());
        assertEquals(OUTSIDE, mapping.granted().outside());
        assertTrue(requests.get(1).contains("SOAPAction: \"" + TYPE + "#AddPortMapping\"\r\n"));
        assertTrue(
                requests.get(1)
                        .contains(
                                "<u:AddPortMapping xmlns:u=\""
                                        + TYPE
                                        + "\"><NewRemoteHost></NewRemoteHost>"
                                        + "<NewExternalPort>7979</NewExternalPort>"
                                        + "<NewProtocol>TCP</NewProtocol>"
                                        + "<NewInternalPort>7979</NewInternalPort>"
                                        + "<NewInternalClient>127.0.0.1</NewInternalClient>"
                                        + "<NewEnabled>1</NewEnabled>"
                                        + "<NewPortMappingDescription>p2p</NewPortMappingDescription>"
                                        + "<NewLeaseDuration>3600</NewLeaseDuration>"
                                        + "</u:AddPortMapping>"),
                requests.get(1));
        mapping.giveBack();
        assertTrue(requests.get(2).contains("#DeletePortMapping\""), requests.get(2));
    }

    @Test
    void aPortThatSomebodyElseHasIsLeftAlone() throws Exception {
        answers.addAll(
                List.of(
                        said("NewInternalClient", "192.168.1.9"),
                        FREE,
                        fault(718),
                        FREE,
                        ok("<a/>")));
        int port = ask().granted().port();
        assertTrue(port >= 20_000 && port < 60_000, "port " + port);
        assertEquals(5, requests.size());
        assertTrue(requests.get(4).contains("<NewExternalPort>" + port + "<"));
    }

    @Test
    void aRouterOfWhichAllIsTakenIsNotAskedForEver() {
        for (int i = 0; i < 6; i++) {
            answers.addAll(List.of(FREE, fault(718)));
        }
        assertThrows(RouterError.class, this::ask);
        assertEquals(12, requests.size());
    }

    @Test
    void aRouterThatKnowsNoEndIsAskedWithoutOne() throws Exception {
        answers.addAll(
                List.of(
                        FREE,
                        fault(725),
                        ok("<a/>"),
                        FREE,
                        said("NewExternalIPAddress", "203.0.113.6"),
                        ok("<a/>")));
        Mapping mapping = ask();
        assertTrue(requests.get(2).contains("<NewLeaseDuration>0<"), requests.get(2));
        Mapping renewed = mapping.renewed();
        assertEquals("203.0.113.6", renewed.granted().outside().orElseThrow().getHostAddress());
        assertTrue(requests.get(5).contains("<NewLeaseDuration>0<"), requests.get(5));
    }

    @Test
    void aPortThatAnotherMachineHasMeanwhileIsLeftToIt() throws Exception {
        answers.addAll(
                List.of(
                        FREE,
                        ok("<a/>"),
                        ok("<NewInternalClient>192.168.1.9</NewInternalClient>")));
        Mapping mapping = ask();
        assertEquals(718, assertThrows(RouterError.class, mapping::renewed).code());
        assertEquals(3, requests.size());
    }

    @Test
    void aRouterThatRefusesIsNotAskedAgain() {
        answers.addAll(List.of(FREE, fault(606)));
        assertEquals(606, assertThrows(RouterError.class, this::ask).code());
    }

    @Test
    void whatIsNoAddressIsNone() throws Exception {
        for (String none : List.of("", "0.0.0.0", "router.example.org")) {
            answers.add(said("NewExternalIPAddress", none));
            assertEquals(Optional.empty(), service().outside());
        }
    }

    @Test
    void onlyConnectionsOfThatDeviceAreFoundInADescription() throws Exception {
        assertEquals(
                List.of(at("/ctl/IPConn"), at("/d/ppp")),
                UpnpService.in(description("/ctl/IPConn"), at("/d/root.xml"), HERE, HERE).stream()
                        .map(UpnpService::control)
                        .toList());
        assertEquals(
                List.of(at("/d/ppp")),
                UpnpService.in(description("http://192.168.1.9/ctl"), at("/d/root.xml"), HERE, HERE)
                        .stream()
                        .map(UpnpService::control)
                        .toList());
    }

    private static String description(String control) {
        return """
        <?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0">
        <URLBase>http://192.168.1.9:80/</URLBase><device><serviceList>
        <service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>
        <controlURL>/l3</controlURL></service></serviceList>
        <deviceList><device><serviceList>
        <service><controlURL>%s</controlURL><serviceType>%s</serviceType></service>
        <service><serviceType>urn:schemas-upnp-org:service:WANPPPConnection:1</serviceType>
        <controlURL>ppp</controlURL></service>
        </serviceList></device></deviceList></device></root>
        """
                .formatted(control, TYPE);
    }

    @Test
    void answersComeInAllShapes() throws Exception {
        answers.add("HTTP/1.0 200 OK\r\n\r\nwhole");
        assertEquals(new HttpExchange.Answer(200, "whole"), get());
        assertTrue(requests.getFirst().startsWith("GET /x?y HTTP/1.1\r\nHost: 127.0.0.1:"));
        answers.add("HTTP/1.1 404 \r\ncontent-length: 3\r\n\r\nonly that");
        assertEquals(new HttpExchange.Answer(404, "onl"), get());
        answers.add(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nin pi\r\n3\r\nece\r\n0\r\n\r\n");
        assertEquals(new HttpExchange.Answer(200, "in piece"), get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
            })
    void whatIsNoAnswerIsRefused(String answer) {
        answers.add(answer);
        assertThrows(IOException.class, this::get);
    }

    @Test
    void nobodyIsListenedToWithoutAnEnd() {
        answers.add("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(200_000));
        assertThrows(IOException.class, this::get);
        answers.add("HTTP/1.1 200 OK\r\n" + "x".repeat(10_000));
        assertThrows(IOException.class, this::get);
        answers.add("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(200) + "\r\n");
        assertThrows(IOException.class, this::get);
    }

    @Test
    void whoSaysNothingIsNotWaitedForLong() throws Exception {
        try (var silent = new ServerSocket(0, 50, HERE)) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThrows(IOException.class, () -> HttpExchange.ask(HERE, uri, "GET", "", "", 100));
        }
    }
}
