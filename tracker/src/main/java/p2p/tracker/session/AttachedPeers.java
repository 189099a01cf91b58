package p2p.tracker.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import p2p.protocol.Role;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Revoked;
import p2p.tracker.cluster.EventLog;
import p2p.tracker.cluster.InGroup;
import p2p.tracker.cluster.LogEvent;
import p2p.tracker.cluster.StartingOver;
import p2p.tracker.cluster.ThisTracker;
import p2p.tracker.cluster.Topic;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Place;
import p2p.tracker.swarm.IdIndex;
import p2p.tracker.swarm.MessageText;
import p2p.tracker.swarm.Wants;
import p2p.tracker.ticket.Revocations;
import p2p.tracker.ticket.SigningKeys;

/** The peers attached to this tracker, and what the event log has for them. */
@ApplicationScoped
class AttachedPeers {

    private static final Logger LOG = Logger.getLogger(AttachedPeers.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int LAST_OF_ALL = 3;

    /** Connections of one session before their hello: a peer has one, and some that are lost. */
    private static final int MOST_UNGREETED = 8;

    private final Set<PeerConnection> open = ConcurrentHashMap.newKeySet();
    private final Set<PeerConnection> all = ConcurrentHashMap.newKeySet();
    private final IdIndex<PeerConnection> byAccount = new IdIndex<>();
    private final IdIndex<PeerConnection> bySession = new IdIndex<>();
    private final IdIndex<PeerConnection> openBySession = new IdIndex<>();
    private final Places<PeerConnection> places = new Places<>();
    private final Numbers numbers;
    private final Wants wants;
    private final Revocations revocations;
    private final EventLog log;
    private final ThisTracker self;
    private final SessionThreads threads;

    AttachedPeers(
            Wants wants,
            Revocations revocations,
            EventLog log,
            ThisTracker self,
            SessionThreads threads,
            MeterRegistry meters) {
        this.wants = wants;
        this.revocations = revocations;
        this.log = log;
        this.self = self;
        this.threads = threads;
        numbers =
                new Numbers(
                        (group, news) -> deliver(places.members(group), news),
                        work -> threads.executeIn(1, TimeUnit.SECONDS, work));
        meters.gauge("p2p.sessions.attached", all, Set::size);
    }

    void start(@Observes @Priority(10) StartupEvent started) {
        self.counts(all::size);
        log.follow(this::read);
        threads.everySecond(() -> look(System.nanoTime()));
    }

    /** There is a connection, and it is looked after; it hears nothing before it is added. */
    void opened(PeerConnection peer) {
        open.add(peer);
        long session = peer.session().id();
        openBySession.add(session, peer);
        List<PeerConnection> ungreeted =
                openBySession.get(session).stream()
                        .filter(other -> !other.isClosed() && !other.isGreeted())
                        .toList();
        if (ungreeted.size() > MOST_UNGREETED) {
            ungreeted.stream().filter(other -> other != peer).forEach(AttachedPeers::replaced);
        }
    }

    private static void replaced(PeerConnection peer) {
        peer.end(
                new TrackerMessage.Ended(
                        TrackerMessage.Ended.REPLACED, "The session has been attached once more."));
    }

    /** From now on the peer hears what happens. */
    void add(PeerConnection peer) {
        all.add(peer);
        places.expect(peer);
        byAccount.add(peer.person().id(), peer);
        bySession.add(peer.session().id(), peer);
    }

    /** From now on it hears nothing; its connection may take a while to end. */
    void remove(PeerConnection peer) {
        all.remove(peer);
        byAccount.remove(peer.person().id(), peer);
        bySession.remove(peer.session().id(), peer);
        places.remove(peer);
        wants.removeAll(peer);
    }

    /**
     * The peer, which was added before this was read, is in these groups; the revocations that it
     * has to know, later ones it hears. It is in its groups before these are looked for.
     */
    List<Revoked> isIn(PeerConnection peer, List<Place> read, Instant now) {
        List<Place> groups = places.are(peer, read);
        return revocations.at(now, groups.stream().map(it -> it.group().name()).toList());
    }

    void closed(PeerConnection peer) {
        open.remove(peer);
        openBySession.remove(peer.session().id(), peer);
        remove(peer);
    }

    /** Ends other connections of the same session. */
    void replaceBy(PeerConnection peer) {
        for (PeerConnection other : bySession.get(peer.session().id())) {
            if (other != peer) {
                replaced(other);
                remove(other);
            }
        }
    }

    void keysChanged(@Observes SigningKeys.KeysChanged changed) {
        send(all, new TrackerMessage.Keys(changed.keys()));
    }

    void startingOver(@Observes StartingOver event) {
        sayGoodbye(event.reason());
    }

    /** Some come back at once, having nowhere else to go; the server has to find nobody there. */
    void stop(@Observes @Priority(LAST_OF_ALL) ShutdownDelayInitiatedEvent stopping) {
        sayGoodbye("The tracker stops.");
    }

    private void sayGoodbye(String reason) {
        List<PeerConnection> leaving = List.copyOf(open);
        List<Uni<Void>> goodbyes = leaving.stream().map(peer -> peer.goodbye(reason)).toList();
        leaving.forEach(this::remove);
        if (!goodbyes.isEmpty()) {
            Uni.join()
                    .all(goodbyes)
                    .andCollectFailures()
                    .ifNoItem()
                    .after(FAREWELL)
                    .recoverWithItem(List.of())
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
        }
    }

    void look(long now) {
        for (PeerConnection peer : open) {
            peer.look(now);
            wants.look(peer, now);
        }
    }

    private void read(LogEvent event) {
        if (event.inGroup().isPresent()) {
            read(event, event.inGroup().get());
            return;
        }
        switch (event.topic()) {
            case EVERYONE -> toEveryone(event);
            case ACCOUNTS -> deliver(byAccount.get(event.ids()), event.body());
            case SESSIONS -> deliver(bySession.get(event.ids()), event.body());
            case FILES -> wants.tell(event.ids(), event.body());
        }
    }

    private void read(LogEvent event, InGroup in) {
        switch (in.reach()) {
            case PLACE -> placed(in, event.body());
            case MEMBERS -> toMembers(event, in);
            case DECIDERS -> deliver(places.deciders(in.group()), event.body());
            case NUMBERS -> numbers.changed(in.group(), event.body());
        }
    }

    /** Who joins has not heard of the rights that have ended there before. */
    private void placed(InGroup in, String body) {
        Collection<PeerConnection> peers = byAccount.get(in.account().orElseThrow());
        if (peers.isEmpty()) {
            return;
        }
        Optional<Place> place = place(in, body);
        for (PeerConnection peer : peers) {
            if (places.change(peer, in.group(), place)) {
                revocations.of(place.orElseThrow().group().name()).forEach(peer::send);
            }
        }
    }

    private static Optional<Place> place(InGroup in, String body) {
        if (body.isEmpty()) {
            return Optional.empty();
        }
        String[] words = body.split(" ", 2);
        return Optional.of(new Place(new GroupRef(in.group(), words[1]), Role.valueOf(words[0])));
    }

    /**
     * What is revoked is known before it is looked for whom to tell: who attaches meanwhile is
     * either among them, or finds it.
     */
    private void toMembers(LogEvent event, InGroup in) {
        Optional<Revoked> revoked = revoked(event);
        revoked.ifPresent(revocations::add);
        Set<PeerConnection> peers = new LinkedHashSet<>(places.members(in.group()));
        in.account().ifPresent(account -> peers.addAll(byAccount.get(account)));
        revoked.ifPresent(it -> peers.forEach(peer -> wants.revoked(peer, it)));
        deliver(peers, event.body());
    }

    private static Optional<Revoked> revoked(LogEvent event) {
        return event.topic() == Topic.EVERYONE
                        && MessageText.message(event.body()) instanceof Revoked revoked
                ? Optional.of(revoked)
                : Optional.empty();
    }

    /** From a tracker of before. */
    private void toEveryone(LogEvent event) {
        if (MessageText.message(event.body()) instanceof Revoked revoked) {
            revocations.add(revoked);
            each(peer -> wants.revoked(peer, revoked));
        }
        each(peer -> peer.send(event.body()));
    }

    private void each(Consumer<PeerConnection> action) {
        all.forEach(action);
    }

    private void deliver(Collection<PeerConnection> peers, String body) {
        if (peers.isEmpty()) {
            return;
        }
        if (MessageText.message(body) instanceof TrackerMessage.Ended ended) {
            LOG.debugf("%d sessions ended: %s", peers.size(), ended.code());
            peers.forEach(peer -> peer.end(ended));
        } else {
            peers.forEach(peer -> peer.send(body));
        }
    }

    private static void send(Collection<PeerConnection> peers, TrackerMessage message) {
        String text = MessageText.text(message);
        peers.forEach(peer -> peer.send(text));
    }
}
