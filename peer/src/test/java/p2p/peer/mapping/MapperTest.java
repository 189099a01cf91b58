package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import p2p.peer.reach.Network;
import p2p.protocol.HostPort;

/** What is asked of a router, and when. */
class MapperTest {

    private record Alarm(Duration in, Runnable ring) {}

    private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.1.1");
    private static final List<Network> HOME = networks("192.168.1.20");
    private static final List<Network> CAFE = networks("10.9.8.7");

    private final ExecutorService turns = Executors.newSingleThreadExecutor();
    private final List<Alarm> alarms = Collections.synchronizedList(new ArrayList<>());
    private final List<Optional<Granted>> news = Collections.synchronizedList(new ArrayList<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Instant now = Instant.EPOCH;
    private volatile int outsidePort = 7979;
    private volatile Duration life = Duration.ofHours(1);
    private volatile boolean grants = true;
    private volatile boolean renews = true;
    private volatile boolean refuses = true;

    private final Mapper mapper =
            new Mapper(
                    7979,
                    new FakeRouters(),
                    turns,
                    (time, ring) -> alarms.add(new Alarm(time, ring)),
                    () -> now,
                    news::add);

    @AfterEach
    void end() {
        turns.shutdownNow();
    }

    private static List<Network> networks(String... addresses) {
        return Stream.of(addresses).map(it -> new Network(InetAddress.ofLiteral(it), 24)).toList();
    }

    private final class FakeRouters implements Routers {

        @Override
        public Optional<Place> place(List<Network> networks) {
            return networks.stream()
                    .filter(it -> !it.address().getHostAddress().startsWith("172."))
                    .findFirst()
                    .map(own -> new Place(own, Optional.of(ROUTER)));
        }

        @Override
        public Optional<Mapping> ask(Place place, int port) {
            asked.add("ask from " + place.own().address().getHostAddress());
            return grants ? Optional.of(new FakeMapping(granted())) : Optional.empty();
        }
    }

    private Granted granted() {
        return new Granted(
                "PCP",
                ROUTER,
                Optional.of(InetAddress.ofLiteral("203.0.113.5")),
                outsidePort,
                life);
    }

    private final class FakeMapping implements Mapping {
        private final Granted granted;

        FakeMapping(Granted granted) {
            this.granted = granted;
        }

        @Override
        public Granted granted() {
            return granted;
        }

        @Override
        public Mapping renewed() throws IOException {
            asked.add("renew " + granted.port());
            if (!renews) {
                throw refuses
                        ? new RouterError("No.", 2)
                        : new IOException("The router does not answer.");
            }
            return new FakeMapping(MapperTest.this.granted());
        }

        @Override
        public void giveBack() {
            asked.add("give back " + granted.port());
        }
    }

    private void isDone() throws Exception {
        turns.submit(() -> {}).get();
    }

    private void standsAt(List<Network> networks) throws Exception {
        mapper.standsAt(networks);
        isDone();
    }

    private void ring() throws Exception {
        alarms.getLast().ring.run();
        isDone();
    }

    @Test
    void aPortIsRenewedAtHalfOfItsLife() throws Exception {
        life = Duration.ofMinutes(20);
        standsAt(HOME);
        assertEquals(List.of(Optional.of(granted())), news);
        assertEquals(
                Optional.of("The router at 192.168.1.1 lets others in at 203.0.113.5:7979 (PCP)."),
                mapper.sentence());
        assertEquals(Duration.ofMinutes(10), alarms.getLast().in);
        ring();
        ring();
        assertEquals(List.of("ask from 192.168.1.20", "renew 7979", "renew 7979"), asked);
        assertEquals(3, alarms.size());
        assertEquals(1, news.size());
    }

    @Test
    void noRouterHasItAskedAllTheTimeOrForgottenForDays() throws Exception {
        life = Duration.ZERO;
        standsAt(HOME);
        assertEquals(Duration.ofMinutes(1), alarms.getLast().in);
        life = Duration.ofDays(100);
        ring();
        assertEquals(Duration.ofMinutes(30), alarms.getLast().in);
    }

    @Test
    void anotherPortIsNews() throws Exception {
        standsAt(HOME);
        outsidePort = 40_000;
        ring();
        assertEquals(Optional.of(granted()), news.getLast());
        assertEquals(2, news.size());
    }

    @Test
    void aRouterThatIsSilentIsAskedAgainAsLongAsThePortLasts() throws Exception {
        standsAt(HOME);
        renews = false;
        refuses = false;
        ring();
        assertEquals(List.of("ask from 192.168.1.20", "renew 7979"), asked);
        assertEquals(Duration.ofMinutes(1), alarms.getLast().in());
        assertEquals(1, news.size());
        now = now.plus(life);
        ring();
        assertEquals("ask from 192.168.1.20", asked.getLast());
    }

    @Test
    void whatIsNotRenewedIsAskedForAnew() throws Exception {
        standsAt(HOME);
        renews = false;
        outsidePort = 40_000;
        ring();
        assertEquals(
                List.of("ask from 192.168.1.20", "renew 7979", "ask from 192.168.1.20"), asked);
        assertEquals(Optional.of(granted()), news.getLast());
        grants = false;
        ring();
        assertEquals(Optional.empty(), news.getLast());
        assertEquals(Optional.of("The router maps no port."), mapper.sentence());
    }

    @Test
    void whoGrantsNothingIsAskedEverMoreSeldom() throws Exception {
        grants = false;
        standsAt(HOME);
        for (int i = 0; i < 7; i++) {
            ring();
        }
        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 32L, 32L, 32L),
                alarms.stream().map(alarm -> alarm.in.toMinutes()).toList());
        assertEquals(List.of(), news);
        grants = true;
        ring();
        assertEquals(List.of(Optional.of(granted())), news);
    }

    @Test
    void anotherNetworkHasAnotherRouter() throws Exception {
        standsAt(HOME);
        Alarm ofHome = alarms.getLast();
        standsAt(CAFE);
        assertEquals(
                List.of("ask from 192.168.1.20", "give back 7979", "ask from 10.9.8.7"), asked);
        assertEquals(
                List.of(Optional.of(granted()), Optional.empty(), Optional.of(granted())), news);
        ofHome.ring.run();
        isDone();
        assertEquals(3, asked.size());
        standsAt(networks("172.17.0.1"));
        assertEquals("give back 7979", asked.getLast());
        assertEquals(Optional.empty(), mapper.sentence());
        assertEquals(Optional.empty(), news.getLast());
    }

    @Test
    void aNetworkBesideIsNothingToTheRouter() throws Exception {
        standsAt(HOME);
        standsAt(networks("192.168.1.20", "172.17.0.1"));
        assertEquals(List.of("ask from 192.168.1.20"), asked);
    }

    @Test
    void aTrackerThatIsBackMayHaveBeenCutOffByARouterThatHasForgottenAll() throws Exception {
        standsAt(HOME);
        now = now.plusSeconds(59);
        standsAt(HOME);
        assertEquals(List.of("ask from 192.168.1.20"), asked);
        now = now.plusSeconds(1);
        standsAt(HOME);
        assertEquals(List.of("ask from 192.168.1.20", "renew 7979"), asked);
    }

    @Test
    void thePortIsGivenBackAtTheEndAndNotAskedForAgain() throws Exception {
        standsAt(HOME);
        mapper.close();
        assertEquals(List.of("ask from 192.168.1.20", "give back 7979"), asked);
        mapper.standsAt(CAFE);
        alarms.getLast().ring.run();
        mapper.close();
        assertEquals(2, asked.size());
    }

    @Test
    void theTrackerHearsWhereItSeesThePeerItself() {
        assertEquals(Optional.empty(), granted().at(Optional.empty()));
        assertEquals(Optional.of(HostPort.parse("198.51.100.7:7979")), at("198.51.100.7"));
        assertEquals(Optional.of(HostPort.parse("203.0.113.5:7979")), at("192.168.1.20"));
        assertEquals(Optional.of(HostPort.parse("203.0.113.5:7979")), at("127.0.0.1"));
        assertEquals(Optional.of(HostPort.parse("203.0.113.5:7979")), at("2001:db8::20"));
    }

    private Optional<HostPort> at(String seen) {
        return granted().at(Optional.of(InetAddress.ofLiteral(seen)));
    }

    @Test
    void aRouterBehindAnotherIsNamedAsOne() {
        assertEquals(
                "The router at 192.168.1.1 lets others in at 10.0.0.2:7979 (UPnP), but is behind"
                        + " another router itself.",
                new Granted(
                                "UPnP",
                                ROUTER,
                                Optional.of(InetAddress.ofLiteral("10.0.0.2")),
                                7979,
                                life)
                        .sentence());
    }
}
