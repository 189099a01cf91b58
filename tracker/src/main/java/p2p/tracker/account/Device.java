package p2p.tracker.account;

import java.time.Instant;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;

/**
 * Where an account is logged in: a peer with a key, by which it renews its session until the
 * log-out, or a program without one, for as long as its session lives.
 */
record Device(
        long id,
        String name,
        Optional<Fingerprint> fingerprint,
        Instant since,
        Instant seen,
        Optional<String> address,
        Instant provedAt) {}
