package p2p.cli.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.output.Output;
import p2p.peer.tracker.Introduction;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.TrackerList.Protection;
import p2p.protocol.peer.Fingerprint;

/** By which identity trackers are known whose list does not say: what the user says, once. */
final class FirstSight {

    private final KnownTrackers known;
    private final Passwords asked;
    private final Output output;

    FirstSight(ServiceFolder home, Passwords asked, Output output) {
        known = new KnownTrackers(home.folder());
        this.asked = asked;
        this.output = output;
    }

    /** The same trackers, all of them with what they are known by. Refuses what nobody has said. */
    TrackerList known(TrackerList trackers, boolean acceptNew) {
        TrackerList all =
                trackers.isUnknown() ? trackers.knownBy(identity(trackers, acceptNew)) : trackers;
        known.keep(all);
        return all;
    }

    /**
     * Refuses what somebody else has named, be it in a link, where the tracker is known otherwise,
     * and an identity that nobody proves: it would be held against the right one later.
     */
    void requireProved(Entry named) {
        Set<Fingerprint> before = known.at(named.address());
        boolean saysHow = named.protection() != Protection.IDENTITY || named.identity().isPresent();
        if (!before.isEmpty()) {
            if (saysHow && named.identity().filter(before::contains).isEmpty()) {
                throw changed(named, before.iterator().next());
            }
        } else if (named.identity().isPresent()) {
            requireShown(named.address(), named.identity().get());
        }
    }

    private static void requireShown(HostPort address, Fingerprint named) {
        try {
            Fingerprint shown = Introduction.of(address);
            if (!shown.equals(named)) {
                throw Failure.refused(
                        "other-identity",
                        ("The tracker %s shows the identity %s, and not %s as this says: either somebody"
                                        + " is between, or it has a new database. Nothing was said to it;"
                                        + " ask for a new link.")
                                .formatted(address, shown, named));
            }
        } catch (IOException e) {
            throw unheard(address, e);
        }
    }

    private Fingerprint identity(TrackerList trackers, boolean acceptNew) {
        Set<Fingerprint> before = known.of(trackers);
        if (before.size() > 1) {
            throw Failure.refused(
                    "other-identity",
                    "These trackers are known by different identities, and all of one list share one;"
                            + " write the right one behind their addresses in the list.");
        }
        return before.isEmpty() ? seen(trackers, acceptNew) : before.iterator().next();
    }

    private Fingerprint seen(TrackerList trackers, boolean acceptNew) {
        List<HostPort> addresses =
                trackers.trackers().stream()
                        .filter(each -> each.protection() == Protection.IDENTITY)
                        .map(Entry::address)
                        .toList();
        Optional<Failure> last = Optional.empty();
        for (HostPort address : addresses) {
            try {
                Fingerprint shown = Introduction.of(address);
                requireRight(address, shown, acceptNew);
                return shown;
            } catch (IOException e) {
                last = Optional.of(unheard(address, e));
            }
        }
        throw last.orElseThrow();
    }

    private static Failure unheard(HostPort address, IOException why) {
        return new Failure(
                Failure.UNREACHABLE,
                "unreachable",
                "The tracker %s cannot be asked who it is: %s."
                        .formatted(address, why.getMessage()));
    }

    private void requireRight(HostPort address, Fingerprint shown, boolean acceptNew) {
        String says = "The tracker %s says that its identity is %s.".formatted(address, shown);
        if (acceptNew) {
            output.note(says + " From now on it is known by that.");
            return;
        }
        if (!asked.canAsk()) {
            throw Failure.refused(
                    "unknown-identity",
                    says
                            + " Nobody has said yet that this is right. Whoever runs it sees that by"
                            + " 'p2p-tracker LIST NUMBER identity'; if it is, say --accept-new, or write it"
                            + " behind the address.");
        }
        if (!asked.confirm(says + " Is that right?", false)) {
            throw Failure.refused("unknown-identity", "Then nothing is said to it.");
        }
    }

    private static Failure changed(Entry named, Fingerprint before) {
        return Failure.refused(
                "other-identity",
                ("The tracker %s was known by the identity %s, and this names %s: either somebody wants"
                                + " to be taken for it, or it has a new database. Who knows from its operator"
                                + " that the new one is right names it once:"
                                + " p2p up --trackers \"%s\" --detach.")
                        .formatted(
                                named.address(),
                                before,
                                named.identity().map(Object::toString).orElse(named.url()),
                                named.line()));
    }
}
