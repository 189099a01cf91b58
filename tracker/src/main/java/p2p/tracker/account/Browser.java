package p2p.tracker.account;

import java.time.Instant;

/** A browser in which somebody is signed in. */
record Browser(
        long id,
        Person person,
        String name,
        Instant since,
        Instant seen,
        Instant ends,
        String address)
        implements Admitted {}
