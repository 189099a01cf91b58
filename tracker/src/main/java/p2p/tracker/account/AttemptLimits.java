package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import p2p.tracker.refusal.Refusal;

/**
 * How often passwords may be tried: for each account from each address, from each address, and for
 * each account from addresses at which its owner has not been seen. A right password costs nothing,
 * nor does an attempt that is refused. And how many accounts may be created from an address.
 */
@ApplicationScoped
class AttemptLimits {

    private static final int NETWORK_BYTES = 8;
    private static final int PLACES = 100_000;
    private static final String WRONG = "wrong passwords ";

    /** Somebody, or anybody who claims to be them, at an address. */
    private record Place(String account, String address) {}

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
    void creation(String address) {
        if (!InetAddress.ofLiteral(address).isLoopbackAddress()) {
            refuseFor(creations.take(source(address)), "new accounts from your address");
        }
    }

    /** To be asked before the password is looked at; refuses one attempt too many. */
    void attempt(String account, String address) {
        Place place = place(account, address);
        refuseFor(byPlace.take(place), WRONG + "for this account");
        Duration wait = byAddress.take(place.address);
        if (wait.isPositive()) {
            byPlace.giveBack(place);
            refuseFor(wait, WRONG + "from your address");
        }
        wait = isKnown(place) ? Duration.ZERO : byAccount.take(place.account);
        if (wait.isPositive()) {
            byPlace.giveBack(place);
            byAddress.giveBack(place.address);
            refuseFor(wait, WRONG + "for this account");
        }
    }

    /** The password was right. */
    synchronized void succeeded(String account, String address) {
        Place place = place(account, address);
        byAddress.giveBack(place.address);
        byPlace.giveBack(place);
        if (known.add(place)) {
            byAccount.giveBack(place.account);
        }
    }

    private synchronized boolean isKnown(Place place) {
        return known.contains(place);
    }

    private static Place place(String account, String address) {
        return new Place(account.toLowerCase(Locale.ROOT), source(address));
    }

    /** Of an IPv6 address the network: a host has all the addresses in it. */
    private static String source(String address) {
        if (!address.contains(":")) {
            return address;
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }

    private static void refuseFor(Duration wait, String what) {
        if (wait.isPositive()) {
            long seconds = wait.plusMillis(999).toSeconds();
            throw Refusal.TOO_MANY_ATTEMPTS.because(
                    "There were too many %s; try again in %d seconds.".formatted(what, seconds),
                    Duration.ofSeconds(seconds));
        }
    }
}
