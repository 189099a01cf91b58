package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.peer.choose.PieceSelection;
import p2p.peer.connection.Congestion;
import p2p.peer.connection.ListenAt;
import p2p.peer.download.DownloadInfo;
import p2p.peer.event.EventBatch;
import p2p.peer.event.PeerEvent;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.session.LoggedIn;
import p2p.peer.share.ShareJobInfo;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.api.Problem;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Ports;

/** Somebody with an account and a peer. */
final class Person implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    final String name;
    final Path home;
    private final Vertx vertx;
    private final TrackerList trackers;
    private final TrackerTrust trust;
    private HostPort listen = new HostPort("127.0.0.1", Ports.take());
    private final Encryption encryption;
    Peer peer;

    Person(String name, Path folder, Vertx vertx, Path list, Encryption encryption)
            throws TrackerList.BadTrackerList {
        this(name, folder, vertx, list, TrackerTrust.ofTheMachine(), encryption);
    }

    Person(
            String name,
            Path folder,
            Vertx vertx,
            Path list,
            TrackerTrust trust,
            Encryption encryption)
            throws TrackerList.BadTrackerList {
        this.trust = trust;
        this.name = name;
        this.vertx = vertx;
        this.encryption = encryption;
        home = folder.resolve("home-" + name);
        trackers = TrackerList.read(list);
        open();
    }

    void open() {
        peer =
                Peer.open(
                        vertx,
                        new Settings(
                                home,
                                ListenAt.exactly(listen),
                                trackers,
                                trust,
                                encryption,
                                false,
                                Congestion.DEFAULT));
    }

    /** Starts again where the trackers, if they ask any address, reach nobody. */
    Person hides() {
        return listensAt("127.0.0.2");
    }

    Person listensAt(String host) {
        close();
        listen = new HostPort(host, listen.port());
        open();
        return this;
    }

    HostPort listen() {
        return listen;
    }

    AtTrackers asks() {
        return new AtTrackers(peer.trackers());
    }

    Person signUp() {
        asks().createAccount(name, PASSWORD);
        logIn();
        return this;
    }

    LoggedIn logInAs(String device) {
        return peer.logIn(name, PASSWORD, false, device);
    }

    LoggedIn logIn() {
        return peer.logIn(name, PASSWORD, false, null);
    }

    Person creates(String group) {
        asks().createGroup(group);
        return this;
    }

    void letsIn(String group, Person... others) {
        for (Person other : others) {
            other.asks().requestJoin(group);
            asks().acceptRequest(group, other.name);
        }
    }

    void shares(Path file, String group) {
        shares(file, group, null);
    }

    void shares(Path file, String group, @Nullable String name) {
        ShareJobInfo begun = peer.share(group, file.toString(), name, HashAlgorithm.SHA_256);
        await().atMost(120, SECONDS).until(() -> peer.upload(begun.id()).done());
        assertNull(peer.upload(begun.id()).problem());
    }

    /** Why what lies there may not be shared. */
    Problem isRefused(Path file, String group, String name) {
        ShareJobInfo begun = peer.share(group, file.toString(), name, HashAlgorithm.SHA_256);
        await().atMost(120, SECONDS).until(() -> peer.upload(begun.id()).done());
        return Objects.requireNonNull(peer.upload(begun.id()).problem());
    }

    DownloadInfo begins(String group, String file, Path to) {
        return begins(group, file, null, to);
    }

    /** Of the newest version where none is given. */
    DownloadInfo begins(String group, String file, @Nullable Integer version, Path to) {
        return peer.download(
                        new DownloadOrder(
                                group,
                                file,
                                to.toString(),
                                PieceSelection.RAREST_FIRST,
                                false,
                                false,
                                version,
                                null))
                .getFirst();
    }

    DownloadInfo download(String group, String file) {
        return peer.downloads().stream()
                .filter(d -> d.group().equals(group) && d.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until there is so much of a download. */
    void has(String group, String file, long bytes) {
        await().atMost(60, SECONDS).until(() -> download(group, file).have() >= bytes);
    }

    DownloadInfo completes(String group, String file) {
        await().atMost(180, SECONDS)
                .failFast(() -> {
                    if (download(group, file).state() == DownloadState.FAILED) {
                        throw new AssertionError(download(group, file).reason());
                    }
                })
                .until(() -> download(group, file).state() == DownloadState.COMPLETE);
        return download(group, file);
    }

    /** All events of this kind since the peer was opened. */
    List<PeerEvent> told(String kind) {
        EventBatch all = peer.events().after(0, Duration.ZERO).toCompletableFuture().join();
        return all.events().stream().filter(event -> event.kind().equals(kind)).toList();
    }

    @Override
    public void close() {
        peer.close();
    }
}
