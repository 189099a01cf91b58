package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.request.TokenBuckets;

/**
 * How often passwords may be tried: for each account from each address, from each address, and for
 * each account from addresses at which its owner has not been seen. A right password costs nothing
 * here, nor does an attempt that is refused. And how many accounts may be created from an address.
 */
@ApplicationScoped
class AttemptLimits {

    private static final int PLACES = 100_000;
    private static final String WRONG = "wrong passwords ";

    /** Somebody, or anybody who claims to be them, at an address. */
    private record Place(String account, String network) {}

    private final TokenBuckets<Place> byPlace;
    private final TokenBuckets<String> byAddress;
    private final TokenBuckets<String> byAccount;
    private final TokenBuckets<String> creations;
    private final Set<Place> known =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
                            return size() > PLACES;
                        }
                    });

    AttemptLimits(Clock clock) {
        byPlace = new TokenBuckets<>(5, Duration.ofSeconds(12), clock);
        byAddress = new TokenBuckets<>(50, Duration.ofSeconds(2), clock);
        byAccount = new TokenBuckets<>(100, Duration.ofSeconds(6), clock);
        creations = new TokenBuckets<>(50, Duration.ofMinutes(1), clock);
    }

    /**
     * To be asked before an account is created; whoever is on this machine may create any number.
     */
    void creation(Source source) {
        if (!source.isThisMachine()) {
            refuseFor(creations.take(source.network()), "new accounts from your address");
        }
    }

    /** Whether the password is right, which is only looked at where there is an attempt left. */
    boolean prove(String account, Source source, BooleanSupplier password) {
        attempt(account, source);
        try {
            boolean right = password.getAsBoolean();
            if (right) {
                succeeded(account, source);
            }
            return right;
        } catch (RuntimeException e) {
            giveBack(place(account, source));
            throw e;
        }
    }

    /** Refuses what {@link #attempt} would, before anything is looked up for it. */
    void requireAttemptLeft(String account, Source source) {
        Place place = place(account, source);
        refuseFor(byPlace.wait(place), WRONG + "for this account");
        refuseFor(byAddress.wait(place.network), WRONG + "from your address");
        if (!isKnown(place)) {
            refuseFor(byAccount.wait(place.account), WRONG + "for this account");
        }
    }

    /** To be asked before the password is looked at; refuses one attempt too many. */
    void attempt(String account, Source source) {
        Place place = place(account, source);
        refuseFor(byPlace.take(place), WRONG + "for this account");
        Duration wait = byAddress.take(place.network);
        if (wait.isPositive()) {
            byPlace.giveBack(place);
            refuseFor(wait, WRONG + "from your address");
        }
        wait = isKnown(place) ? Duration.ZERO : byAccount.take(place.account);
        if (wait.isPositive()) {
            byPlace.giveBack(place);
            byAddress.giveBack(place.network);
            refuseFor(wait, WRONG + "for this account");
        }
    }

    /** The password was right. */
    void succeeded(String account, Source source) {
        Place place = place(account, source);
        giveBack(place);
        know(place);
    }

    private void giveBack(Place place) {
        byAddress.giveBack(place.network);
        byPlace.giveBack(place);
        if (!isKnown(place)) {
            byAccount.giveBack(place.account);
        }
    }

    private synchronized void know(Place place) {
        known.add(place);
    }

    /** Whether a password of the account was right from there before. */
    boolean isKnown(String account, Source source) {
        return isKnown(place(account, source));
    }

    private synchronized boolean isKnown(Place place) {
        return known.contains(place);
    }

    private static Place place(String account, Source source) {
        return new Place(account.toLowerCase(Locale.ROOT), source.network());
    }

    private static void refuseFor(Duration wait, String what) {
        if (wait.isPositive()) {
            throw tooMany(what, wait);
        }
    }

    static Refused tooMany(String what, Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return Refusal.TOO_MANY_ATTEMPTS.because(
                "There were too many %s; try again in %d seconds.".formatted(what, seconds),
                Duration.ofSeconds(seconds));
    }
}
