package p2p.peer.diagnosis;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.peer.download.ActiveDownload;
import p2p.peer.download.DownloadInfo;
import p2p.peer.download.Downloads;
import p2p.peer.engine.Engine;
import p2p.peer.fetch.ConnectedSeeder;
import p2p.peer.loop.Loop;
import p2p.peer.order.DownloadState;
import p2p.peer.punch.Mirrors;
import p2p.peer.reach.Standpoint;
import p2p.peer.reach.Ways;
import p2p.peer.reach.Whereabouts;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage.Reachability;

/** Looks at the network, the trackers and those who have a file; waits for the answers. */
public final class Doctor {

    private static final int MOST_SEEDERS = 10;
    private static final int SHOWN_OF_FINGERPRINT = 12;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TrackerClient trackers;
    private final Mirrors mirrors;
    private final Engine engine;
    private final Loop loop;
    private final Downloads downloads;
    private final List<TrackerFound> trackersFound = new ArrayList<>();

    public Doctor(
            TrackerClient trackers,
            Mirrors mirrors,
            Engine engine,
            Loop loop,
            Downloads downloads) {
        this.trackers = trackers;
        this.mirrors = mirrors;
        this.engine = engine;
        this.loop = loop;
        this.downloads = downloads;
    }

    /** Where this peer is, and how the trackers see it. */
    public NetworkFound network(
            HostPort listen, Optional<Entry> inUse, Optional<Reachability> reachability) {
        List<Entry> asked =
                Stream.concat(inUse.stream(), trackers.trackers().trackers().stream())
                        .distinct()
                        .toList();
        List<Mirrors.Reflection> reflections = new ArrayList<>();
        try {
            for (Entry tracker : asked) {
                look(tracker, inUse.equals(Optional.of(tracker)), reflections);
            }
            Standpoint stands = engine.standpoint();
            return new NetworkFound(
                    listen.toString(),
                    stands.networks().stream().map(it -> it.address().getHostAddress()).toList(),
                    stands.seen().map(InetAddress::getHostAddress).orElse(null),
                    router(stands, reflections),
                    reachability.map(Reachability::reachable).orElse(null),
                    reachability.map(Reachability::reason).orElse(null),
                    reachability.filter(Reachability::relay).isPresent());
        } finally {
            reflections.forEach(Doctor::close);
        }
    }

    private void look(Entry tracker, boolean isInUse, List<Mirrors.Reflection> reflections) {
        int port = reflections.isEmpty() ? 0 : reflections.getFirst().own().getPort();
        String address = tracker.address().toString();
        try {
            Mirrors.Reflection reflection = look(tracker, port);
            reflections.add(reflection);
            long millis = Math.max(1, reflection.roundTrip().toMillis());
            trackersFound.add(new TrackerFound(address, isInUse, millis, null));
        } catch (IOException e) {
            trackersFound.add(
                    new TrackerFound(address, isInUse, null, String.valueOf(e.getMessage())));
        }
    }

    /** Two trackers at one address cannot be asked from one port. */
    private Mirrors.Reflection look(Entry tracker, int port) throws IOException {
        try {
            return mirrors.look(tracker, port);
        } catch (BindException e) {
            return mirrors.look(tracker, 0);
        }
    }

    private static void close(Mirrors.Reflection reflection) {
        try {
            reflection.close();
        } catch (IOException e) {
            // It was gone already, and has said what it had to say.
        }
    }

    private static RouterKind router(Standpoint stands, List<Mirrors.Reflection> reflections) {
        if (stands.seen().filter(stands::has).isPresent()) {
            return RouterKind.NONE;
        }
        List<Mirrors.Reflection> seeing =
                reflections.stream()
                        .filter(each -> each.seen() != null)
                        .filter(each -> each.own().equals(reflections.getFirst().own()))
                        .toList();
        if (seeing.stream().map(Mirrors.Reflection::seen).distinct().count() > 1) {
            return RouterKind.CHANGES_PORTS;
        }
        boolean isKept =
                seeing.stream().anyMatch(each -> Objects.equals(each.seen(), each.own().getPort()));
        return isKept || seeing.size() > 1 ? RouterKind.KEEPS_PORTS : RouterKind.UNKNOWN;
    }

    /** How that file comes, or would. */
    public DownloadFound download(String group, String file, long limit) {
        DownloadGrant grant = trackers.download(group, new DownloadRequest(file));
        Map<Fingerprint, ConnectedSeeder> before = connected(grant);
        long begun = System.nanoTime();
        List<Tried> tried = seeders(grant, before.keySet());
        LockSupport.parkNanos(SECOND - (System.nanoTime() - begun));
        Map<Fingerprint, ConnectedSeeder> now = connected(grant);
        double seconds = (System.nanoTime() - begun) / (double) SECOND;
        Optional<DownloadInfo> shown = shown(grant);
        return new DownloadFound(
                grant.group(),
                grant.file(),
                shown.map(DownloadInfo::rate).orElse(null),
                limit,
                shown.filter(it -> it.rate() == 0).map(DownloadInfo::reason).orElse(null),
                Stream.concat(
                                tried.stream().map(each -> each.found(before, now, seconds)),
                                others(tried, now))
                        .sorted(Comparator.comparing(SeederFound::rate).reversed())
                        .toList());
    }

    /** Those met at a relay alone, whom the grant does not name. */
    private static Stream<SeederFound> others(
            List<Tried> tried, Map<Fingerprint, ConnectedSeeder> now) {
        Set<Fingerprint> named = tried.stream().map(Tried::key).collect(Collectors.toSet());
        return now.values().stream()
                .filter(each -> !named.contains(each.fingerprint()))
                .map(each ->
                        new SeederFound(
                                "another",
                                shown(each.fingerprint()),
                                false,
                                List.of(),
                                each.via(),
                                each.choked(),
                                0));
    }

    private static String shown(Fingerprint key) {
        return key.hex().substring(0, SHOWN_OF_FINGERPRINT);
    }

    public Diagnosis diagnosis(NetworkFound network, @Nullable DownloadFound download) {
        return new Diagnosis(
                network,
                List.copyOf(trackersFound),
                download,
                Meaning.of(network, trackersFound, download));
    }

    private Optional<DownloadInfo> shown(DownloadGrant grant) {
        return loop.call(downloads::shown).stream()
                .filter(it -> it.group().equals(grant.group()) && it.file().equals(grant.file()))
                .filter(it -> it.state() == DownloadState.DOWNLOADING)
                .findFirst();
    }

    private Map<Fingerprint, ConnectedSeeder> connected(DownloadGrant grant) {
        var ref = new FileRef(grant.group(), grant.file(), grant.id());
        Map<Fingerprint, ConnectedSeeder> byPeer = new HashMap<>();
        List<ConnectedSeeder> all =
                await(
                        loop.call(() ->
                                downloads
                                        .running(ref)
                                        .map(ActiveDownload::connected)
                                        .orElse(Future.succeededFuture(List.of()))));
        all.forEach(each -> byPeer.put(each.fingerprint(), each));
        return byPeer;
    }

    /** All of them at once. */
    private List<Tried> seeders(DownloadGrant grant, Set<Fingerprint> connected) {
        List<Seeder> unchecked = Optional.ofNullable(grant.unchecked()).orElse(List.of());
        List<Tried> tried =
                Stream.concat(
                                grant.seeders().stream().map(it -> new Named(it, true)),
                                unchecked.stream().map(it -> new Named(it, false)))
                        .sorted(Comparator.comparing(it -> !connected.contains(it.key())))
                        .limit(MOST_SEEDERS)
                        .map(this::tried)
                        .toList();
        tried.forEach(Tried::await);
        return tried;
    }

    private record Tried(Named named, List<Future<WayFound>> ways) {

        Fingerprint key() {
            return named.key();
        }

        void await() {
            ways.forEach(Doctor::await);
        }

        SeederFound found(
                Map<Fingerprint, ConnectedSeeder> before,
                Map<Fingerprint, ConnectedSeeder> now,
                double seconds) {
            ConnectedSeeder connected = now.get(key());
            ConnectedSeeder earlier = before.get(key());
            long bytes =
                    connected == null || earlier == null
                            ? 0
                            : Math.max(0, connected.bytes() - earlier.bytes());
            return new SeederFound(
                    named.seeder().user(),
                    shown(key()),
                    named.isChecked(),
                    ways.stream().map(Doctor::await).toList(),
                    connected == null ? null : connected.via(),
                    connected != null && connected.choked(),
                    Math.round(bytes / seconds));
        }
    }

    private static <T> T await(Future<T> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }

    private record Named(Seeder seeder, boolean isChecked) {

        Fingerprint key() {
            return seeder.contact().fingerprint();
        }
    }

    private Tried tried(Named named) {
        Whereabouts where =
                named.isChecked()
                        ? Whereabouts.checked(named.seeder())
                        : Whereabouts.unchecked(named.seeder());
        return new Tried(
                named,
                Ways.to(where, engine.standpoint()).stream()
                        .map(way -> tried(where, way))
                        .toList());
    }

    private Future<WayFound> tried(Whereabouts where, HostPort way) {
        PeerContact contact = where.contact();
        boolean isChecked = where.isChecked() && way.equals(contact.address());
        String at = way.toString();
        return engine.knock(contact, way, isChecked)
                .map(took -> new WayFound(at, Math.max(1, took.toMillis()), null))
                .otherwise(why -> new WayFound(at, null, why.getMessage()));
    }
}
