package p2p.tracker.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.swarm.Attachments;
import p2p.tracker.swarm.Meetings;

/**
 * Tries to reach one peer: where it listens, and where it says that its router lets others in. Only
 * between the peer's messages.
 */
final class Reaching {

    private static final int AGAIN_SECONDS = 10;
    private static final int MOST_SECONDS = 640;

    private final PeerConnection peer;
    private final PeerContact listening;
    private final Optional<String> whyNotThere;
    private final CheckBack checkBack;
    private final Attachments attachments;
    private final Meetings meetings;

    private Optional<HostPort> mapped = Optional.empty();
    private Optional<HostPort> reachedAt = Optional.empty();
    private Optional<HostPort> listedAt = Optional.empty();
    private int rounds;

    /** {@code whyNotThere} is why it is not even tried where it listens, if so. */
    Reaching(
            PeerConnection peer,
            PeerContact listening,
            Optional<String> whyNotThere,
            CheckBack checkBack,
            Attachments attachments,
            Meetings meetings) {
        this.peer = peer;
        this.listening = listening;
        this.whyNotThere = whyNotThere;
        this.checkBack = checkBack;
        this.attachments = attachments;
        this.meetings = meetings;
    }

    /** What the peer is known by while it is reached nowhere else. */
    HostPort listening() {
        return listening.address();
    }

    /** It was reached there before, and may be still; others are told so if it {@code isListed}. */
    void wasAt(HostPort address, boolean isListed) {
        mapped = Optional.of(address).filter(at -> !at.equals(listening.address()));
        listedAt = Optional.of(address).filter(_ -> isListed);
    }

    void begin() {
        rounds++;
        tryOnce(doors(), Optional.empty(), rounds, whyNot -> failed(outOfReach(whyNot), 0));
    }

    /** What leads nowhere any more is given up, and what is new tried at once. */
    void mappedAt(Optional<HostPort> said) {
        if (said.equals(mapped)) {
            return;
        }
        boolean isLeft = reachedAt.isPresent() && reachedAt.equals(mapped);
        mapped = said;
        if (isLeft) {
            reachedAt = Optional.empty();
            begin();
        } else if (reachedAt.isEmpty()) {
            mapped.ifPresent(at -> check(at, whyNot -> triedAtOnce(at, whyNot)));
        }
    }

    private void triedAtOnce(HostPort at, Optional<String> whyNot) {
        if (whyNot.isEmpty() && reachedAt.isEmpty() && mapped.filter(at::equals).isPresent()) {
            reached(at);
        }
    }

    private List<HostPort> doors() {
        List<HostPort> doors = new ArrayList<>();
        mapped.ifPresent(doors::add);
        if (whyNotThere.isEmpty() && !doors.contains(listening.address())) {
            doors.add(listening.address());
        }
        return doors;
    }

    /** One after the other, until somebody answers. */
    private void tryOnce(
            List<HostPort> doors,
            Optional<String> before,
            int round,
            Consumer<Optional<String>> failed) {
        if (doors.isEmpty()) {
            failed.accept(whyNotThere.or(() -> before));
            return;
        }
        HostPort first = doors.getFirst();
        check(
                first,
                whyNot -> {
                    if (round != rounds) {
                        return;
                    }
                    if (whyNot.isEmpty()) {
                        reached(first);
                    } else {
                        tryOnce(doors.subList(1, doors.size()), whyNot, round, failed);
                    }
                });
    }

    private void check(HostPort at, Consumer<Optional<String>> done) {
        checkBack.check(
                new PeerContact(at, listening.fingerprint(), listening.encryption()),
                peer.source(),
                peer.person().id(),
                whyNot ->
                        peer.then(() -> {
                            if (!peer.isClosed()) {
                                done.accept(whyNot);
                            }
                        }));
    }

    private void reached(HostPort at) {
        // Where the database is away this is tried again, and nothing has happened yet.
        peer.isAt(at);
        if (!listedAt.equals(Optional.of(at))) {
            attachments.setReachable(peer, true);
        }
        rounds++;
        reachedAt = Optional.of(at);
        listedAt = reachedAt;
        peer.send(new TrackerMessage.Reachability(true, null, false));
    }

    /** Whether the peer was told that there is a relay for it. */
    private boolean outOfReach(Optional<String> whyNot) {
        reachedAt = Optional.empty();
        listedAt = Optional.empty();
        peer.isAt(listening.address());
        attachments.setReachable(peer, false);
        boolean relay = meetings.areOpenTo(peer);
        peer.send(new TrackerMessage.Reachability(false, whyNot.orElse(null), relay));
        return relay;
    }

    /**
     * What was in the way may go, a firewall or a moment of too much work, and a relay may come.
     * Ever more seldom, so that those who stay out of reach do not hold up the first try of others.
     */
    private void failed(boolean relayed, int secondsBefore) {
        int round = rounds;
        int seconds = Math.clamp(2L * secondsBefore, AGAIN_SECONDS, MOST_SECONDS);
        peer.thenIn(
                seconds,
                () -> {
                    if (!peer.isClosed() && round == rounds) {
                        tryOnce(
                                doors(),
                                Optional.empty(),
                                round,
                                again -> failedAgain(again, relayed, seconds));
                    }
                });
    }

    private void failedAgain(Optional<String> whyNot, boolean relayed, int seconds) {
        boolean relayedNow = relayed || (meetings.mayBeOpenNowTo(peer) && outOfReach(whyNot));
        failed(relayedNow, seconds);
    }
}
