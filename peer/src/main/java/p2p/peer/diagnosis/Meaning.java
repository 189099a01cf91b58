package p2p.peer.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What follows from what was found, and what would help. Does no I/O. */
final class Meaning {

    /** Further away, one connection needs more under way than it has at first. */
    static final long FAR_MILLIS = 80;

    private final List<String> sentences = new ArrayList<>();

    private Meaning() {}

    static List<String> of(
            NetworkFound network, List<TrackerFound> trackers, @Nullable DownloadFound download) {
        var meaning = new Meaning();
        meaning.trackers(trackers);
        meaning.network(network);
        if (download != null) {
            meaning.download(download);
        }
        return List.copyOf(meaning.sentences);
    }

    private void say(String sentence) {
        sentences.add(sentence);
    }

    private void trackers(List<TrackerFound> trackers) {
        if (trackers.stream().allMatch(tracker -> tracker.millis() == null && !tracker.inUse())) {
            say(
                    "No tracker answers: this machine is offline, or they are; downloads that are under way go on.");
        } else if (trackers.stream().noneMatch(TrackerFound::inUse)) {
            say("This peer is attached to no tracker: log in, or wait until it is.");
        }
    }

    private void network(NetworkFound network) {
        if (network.reachable() == null) {
            return;
        }
        if (network.reachable()) {
            say("Others can connect to this peer.");
            return;
        }
        switch (network.router()) {
            case CHANGES_PORTS ->
                    say(
                            "The router gives each connection another port: of those behind routers of their own, "
                                    + (network.relay()
                                            ? "none reaches this peer but by a relay."
                                            : "none reaches this peer, and there is no relay."));
            case KEEPS_PORTS, NONE ->
                    say(
                            "The tracker cannot connect to this peer, but whoever downloads can mostly meet it halfway"
                                    + (network.relay()
                                            ? ", or at a relay."
                                            : "; there is no relay."));
            case UNKNOWN -> {
                if (!network.relay()) {
                    say("The tracker cannot connect to this peer, and there is no relay.");
                }
            }
        }
        say(
                "What would help others: a port that the router passes on to this machine, "
                        + port(network.listen())
                        + " for TCP.");
    }

    private static String port(String listen) {
        return listen.substring(listen.lastIndexOf(':') + 1);
    }

    private void download(DownloadFound download) {
        List<SeederFound> connected =
                download.seeders().stream().filter(it -> it.connected() != null).toList();
        if (download.waiting() != null) {
            say(download.waiting());
        }
        if (download.seeders().isEmpty() && download.waiting() == null) {
            say("Nobody who has this file is online.");
        }
        if (!download.seeders().isEmpty()
                && connected.isEmpty()
                && download.seeders().stream().noneMatch(Meaning::answers)) {
            say(
                    "None of those who have this file answers at an address: it comes once routers let this peer through, or by a relay.");
        }
        if (download.rate() != null && !connected.isEmpty()) {
            rate(download, connected);
        }
    }

    private static boolean answers(SeederFound seeder) {
        return seeder.ways().stream().anyMatch(way -> way.millis() != null);
    }

    private void rate(DownloadFound download, List<SeederFound> connected) {
        long rate = Objects.requireNonNullElse(download.rate(), 0L);
        if (download.limit() > 0 && rate >= download.limit() * 9 / 10) {
            say("It comes as fast as the limit of this peer lets it (set_limit --down).");
            return;
        }
        if (connected.stream().allMatch(SeederFound::waits)) {
            say("Those who have it serve others for now; this peer's turn comes.");
            return;
        }
        if (connected.stream().allMatch(it -> "relay".equals(it.connected()))) {
            say("All of it comes by a relay, which many may share.");
        }
        if (connected.size() == 1) {
            say("One peer alone gives it: its limit, its line or its disk bounds the rate.");
        }
        if (connected.stream().allMatch(Meaning::isFar)) {
            say(
                    "Those who give it are far away: the rate grows slowly, and falls when something is lost on the way.");
        }
    }

    private static boolean isFar(SeederFound seeder) {
        return seeder.ways().stream()
                        .filter(way -> way.millis() != null)
                        .mapToLong(way -> Objects.requireNonNull(way.millis()))
                        .min()
                        .orElse(0)
                > FAR_MILLIS;
    }
}
