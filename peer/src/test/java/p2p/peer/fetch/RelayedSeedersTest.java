package p2p.peer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import p2p.protocol.peer.Fingerprint;

class RelayedSeedersTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int PLENTY = 1 << 20;
    private static final Fingerprint DIRECT = peer(100);
    private static final Fingerprint ONE = peer(1);

    private final RelayedSeeders seeders = new RelayedSeeders();
    private long now = 1000 * SECOND;

    private static Fingerprint peer(int number) {
        return new Fingerprint("%064x".formatted(number));
    }

    private void named(int... numbers) {
        IntStream.of(numbers).forEach(number -> seeders.named(peer(number)));
    }

    private void joined(Fingerprint peer) {
        seeders.begun(peer, now);
        seeders.joined(peer, now);
    }

    @Test
    void whereNobodyCanBeReachedARelayIsAskedAtOnce() {
        named(1);
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
        seeders.begun(ONE, now);
        assertTrue(seeders.isBegun(ONE));
        assertEquals(List.of(), seeders.toBegin(now, _ -> false));
    }

    @Test
    void whoCanBeReachedIsGivenTimeFirst() {
        named(1);
        seeders.directNamed(DIRECT, now);
        assertEquals(List.of(), seeders.toBegin(now + 29 * SECOND, _ -> false));
        assertEquals(List.of(ONE), seeders.toBegin(now + 30 * SECOND, _ -> false));
    }

    @Test
    void whoComesAndGoesKeepsNoRelayAway() {
        named(1);
        for (int times = 0; times < 3; times++) {
            seeders.directReached(DIRECT, now);
            now += 20 * SECOND;
            seeders.directFailed(DIRECT);
        }
        seeders.directReached(DIRECT, now);
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
    }

    @Test
    void whoMayComeByThemselvesTakeNoPlaceFromOthers() {
        named(1, 2, 3, 4, 5);
        Set<Fingerprint> soon = Set.of(peer(1), peer(2), peer(3), peer(4));
        assertEquals(List.of(peer(5)), seeders.toBegin(now, soon::contains));
    }

    @Test
    void whoIsOutOfReachAfterAllKeepsNoRelayAway() {
        named(1);
        seeders.directNamed(DIRECT, now);
        seeders.directFailed(DIRECT);
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
    }

    @Test
    void whoMayBeNearIsGivenTimeThoughNoTrackerReachesIt() {
        named(100);
        seeders.directHoped(DIRECT, true, now);
        assertEquals(List.of(), seeders.toBegin(now + 29 * SECOND, _ -> false));
        seeders.directFailed(DIRECT);
        seeders.directHoped(DIRECT, true, now);
        assertEquals(List.of(DIRECT), seeders.toBegin(now, _ -> false));
    }

    @Test
    void whoMayBeAnywhereHasToGiveSomethingFirst() {
        named(1);
        seeders.directHoped(DIRECT, false, now);
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
        joined(ONE);
        seeders.directGave(DIRECT, PLENTY, now);
        assertEquals(List.of(ONE), seeders.toLeave(now));
    }

    @Test
    void norDoesWhoClaimsAllAndGivesNextToNothing() {
        named(1);
        seeders.directNamed(DIRECT, now);
        for (int second = 0; second < 30; second++) {
            now += SECOND;
            seeders.directGave(DIRECT, 1000, now);
        }
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
    }

    @Test
    void norWhoComesAndGoes() {
        named(1);
        seeders.directNamed(DIRECT, now);
        now += 30 * SECOND;
        for (int i = 0; i < 10; i++) {
            seeders.directGone(DIRECT);
            seeders.directNamed(DIRECT, now);
            assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
            now += 20 * SECOND;
        }
    }

    @Test
    void aDirectWayThatGivesWinsAndCountsForHalfAMinute() {
        named(1);
        joined(ONE);
        seeders.directNamed(DIRECT, now);
        assertEquals(List.of(), seeders.toLeave(now));
        seeders.directGave(DIRECT, PLENTY, now);
        assertEquals(List.of(ONE), seeders.toLeave(now));
        seeders.useless(ONE, now);
        assertEquals(List.of(), seeders.toBegin(now + 29 * SECOND, _ -> false));
        assertEquals(List.of(ONE), seeders.toBegin(now + 30 * SECOND, _ -> false));
    }

    @Test
    void aSeederThatCanBeReachedNowIsAskedThereAlone() {
        named(1);
        seeders.directNamed(ONE, now);
        seeders.directFailed(ONE);
        assertEquals(List.of(), seeders.toBegin(now, _ -> false));
        named(1);
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
    }

    @Test
    void whoIsJoinedStaysUntilTheDirectWayGives() {
        named(1);
        joined(ONE);
        seeders.directNamed(ONE, now);
        seeders.gave(ONE, now);
        assertEquals(List.of(), seeders.toLeave(now));
        seeders.directGave(ONE, PLENTY, now);
        assertEquals(List.of(ONE), seeders.toLeave(now));
    }

    @Test
    void sixteenWhoGiveNothingDoNotKeepTheSeventeenthAway() {
        for (int i = 1; i <= 16; i++) {
            named(i);
        }
        Fingerprint honest = peer(17);
        seeders.named(honest);
        Set<Fingerprint> tried = new HashSet<>();
        long start = now;
        while (!tried.contains(honest)) {
            List<Fingerprint> begun = new ArrayList<>(seeders.toBegin(now, _ -> false));
            begun.forEach(this::joined);
            tried.addAll(begun);
            assertTrue(tried.size() <= 17);
            now += SECOND;
            seeders.overdue(now);
            assertTrue(now - start < 120 * SECOND, "not within two minutes");
        }
        // And who gives keeps its place.
        for (int second = 0; second < 300; second++) {
            now += SECOND;
            seeders.gave(honest, now);
            assertFalse(seeders.overdue(now).contains(honest));
            seeders.toBegin(now, _ -> false).forEach(this::joined);
        }
    }

    @Test
    void noMoreThanSomePlacesAreTaken() {
        named(1, 2, 3, 4, 5, 6);
        assertEquals(RelayedSeeders.MOST, seeders.toBegin(now, _ -> false).size());
        joined(ONE);
        joined(peer(2));
        assertEquals(List.of(peer(3), peer(4)), seeders.toBegin(now, _ -> false));
    }

    @Test
    void whoFailsIsTriedEverMoreSeldomAndAfterTheOthers() {
        named(1, 2);
        seeders.failed(ONE, now);
        assertEquals(List.of(peer(2)), seeders.toBegin(now, _ -> false));
        now += SECOND;
        assertEquals(List.of(peer(2), ONE), seeders.toBegin(now, _ -> false));
        for (int i = 0; i < 10; i++) {
            seeders.failed(ONE, now);
        }
        assertEquals(List.of(peer(2)), seeders.toBegin(now + 30 * SECOND, _ -> false));
        assertEquals(List.of(peer(2), ONE), seeders.toBegin(now + 32 * SECOND, _ -> false));
        seeders.forgive();
        assertEquals(2, seeders.toBegin(now, _ -> false).size());
    }

    @Test
    void whatDoesNotBeginInTimeIsOverdue() {
        named(1);
        seeders.begun(ONE, now);
        assertEquals(List.of(), seeders.overdue(now + 15 * SECOND));
        assertEquals(List.of(ONE), seeders.overdue(now + 16 * SECOND));
    }

    @Test
    void whoDidNotComeSinceTheRelayIsDeadIsAskedForAgainWithinSeconds() {
        named(1);
        joined(ONE);
        now += SECOND;
        seeders.failed(ONE, now);
        now += SECOND;
        assertEquals(List.of(ONE), seeders.toBegin(now, _ -> false));
        seeders.begun(ONE, now);
        now += 16 * SECOND;
        assertEquals(List.of(ONE), seeders.overdue(now));
        assertEquals(List.of(), seeders.toBegin(now, _ -> false));
        assertEquals(List.of(ONE), seeders.toBegin(now + SECOND, _ -> false));
    }

    @Test
    void whatWasAskedOfATrackerThatIsGoneIsAskedOfTheNext() {
        named(1);
        seeders.begun(ONE, now);
        assertEquals(List.of(), seeders.toBegin(now + SECOND, _ -> false));
        seeders.forgive();
        assertEquals(List.of(ONE), seeders.toBegin(now + SECOND, _ -> false));
    }

    @Test
    void whoGaveNothingIsLeftAloneForLong() {
        named(1);
        joined(ONE);
        now += 21 * SECOND;
        assertEquals(List.of(ONE), seeders.overdue(now));
        assertEquals(List.of(), seeders.toBegin(now + 29 * SECOND, _ -> false));
        assertEquals(List.of(ONE), seeders.toBegin(now + 30 * SECOND, _ -> false));
    }

    @Test
    void onlyWhoIsNamedIsAsked() {
        named(1, 2, 3);
        joined(peer(3));
        seeders.onlyNamed(Set.of(peer(2)));
        assertEquals(List.of(peer(2)), seeders.toBegin(now, _ -> false));
        seeders.gone(peer(2));
        assertEquals(List.of(), seeders.toBegin(now, _ -> false));
    }
}
