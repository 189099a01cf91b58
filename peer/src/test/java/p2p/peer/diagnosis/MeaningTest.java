package p2p.peer.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeaningTest {

    private static final List<TrackerFound> ONE =
            List.of(new TrackerFound("192.0.2.1:7001", true, 3L, null));
    private static final NetworkFound OPEN = network(RouterKind.NONE, true, false);

    private static NetworkFound network(
            RouterKind router, @Nullable Boolean reachable, boolean relay) {
        return new NetworkFound(
                "0.0.0.0:7979",
                List.of("10.0.0.2"),
                "192.0.2.9",
                router,
                reachable,
                reachable == null || reachable ? null : "It does not answer.",
                relay);
    }

    private static SeederFound seeder(@Nullable String connected, boolean waits, long millis) {
        return new SeederFound(
                "ann",
                "abc",
                true,
                List.of(new WayFound("192.0.2.7:7979", millis, null)),
                connected,
                waits,
                1000);
    }

    private static DownloadFound download(long rate, long limit, SeederFound... seeders) {
        return new DownloadFound("films", "x", rate, limit, null, List.of(seeders));
    }

    private static void means(DownloadFound download, String... sentences) {
        List<String> all = Meaning.of(OPEN, ONE, download);
        assertEquals("Others can connect to this peer.", all.getFirst());
        assertEquals(List.of(sentences), all.subList(1, all.size()));
    }

    @Test
    void whoCannotBeReachedHearsWhatWouldHelp() {
        assertEquals(
                List.of(
                        "The router gives each connection another port: of those behind routers of their own, none reaches this peer but by a relay.",
                        "What would help others: a port that the router passes on to this machine, 7979 for TCP."),
                Meaning.of(network(RouterKind.CHANGES_PORTS, false, true), ONE, null));
        assertEquals(
                List.of(
                        "The tracker cannot connect to this peer, but whoever downloads can mostly meet it halfway; there is no relay.",
                        "What would help others: a port that the router passes on to this machine, 7979 for TCP."),
                Meaning.of(network(RouterKind.KEEPS_PORTS, false, false), ONE, null));
        assertEquals(List.of(), Meaning.of(network(RouterKind.UNKNOWN, null, false), ONE, null));
    }

    @Test
    void trackersThatDoNotAnswerComeFirst() {
        var down = new TrackerFound("192.0.2.1:7001", false, null, "refused");
        assertEquals(
                "No tracker answers: this machine is offline, or they are; downloads that are under way go on.",
                Meaning.of(OPEN, List.of(down), null).getFirst());
        var other = new TrackerFound("192.0.2.1:7001", false, 3L, null);
        assertEquals(
                "This peer is attached to no tracker: log in, or wait until it is.",
                Meaning.of(OPEN, List.of(other), null).getFirst());
    }

    @Test
    void oneReasonIsGivenForTheRate() {
        SeederFound near = seeder("direct", false, 3);
        means(
                download(950, 1000, near),
                "It comes as fast as the limit of this peer lets it (set_limit --down).");
        means(
                download(500, 1000, seeder("direct", true, 3)),
                "Those who have it serve others for now; this peer's turn comes.");
        means(
                download(500, 0, near),
                "One peer alone gives it: its limit, its line or its disk bounds the rate.");
        means(download(500, 0, near, near));
        means(
                download(500, 0, seeder("relay", false, 3), seeder("relay", false, 3)),
                "All of it comes by a relay, which many may share.");
        SeederFound far = seeder("punched", false, 81);
        means(
                download(500, 0, far, far),
                "Those who give it are far away: the rate grows slowly, and falls when something is lost on the way.");
    }

    @Test
    void whereNobodyIsThatIsSaid() {
        means(download(0, 0), "Nobody who has this file is online.");
        var waiting = new DownloadFound("films", "x", 0L, 0, "It waits.", List.of());
        means(waiting, "It waits.");
        var unanswering =
                new SeederFound(
                        "ann",
                        "abc",
                        false,
                        List.of(new WayFound("192.0.2.7:7979", null, "Nobody answers there.")),
                        null,
                        false,
                        0);
        means(
                download(0, 0, unanswering),
                "None of those who have this file answers at an address: it comes once routers let this peer through, or by a relay.");
    }
}
