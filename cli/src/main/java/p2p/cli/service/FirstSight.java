package p2p.cli.service;

import java.io.IOException;
import java.util.List;
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

    /** Refuses an identity that somebody else has named, where another one is known. */
    void requireNoOther(Entry named) {
        Set<Fingerprint> before = known.of(new TrackerList(List.of(named)));
        if (named.identity().isPresent()
                && !before.isEmpty()
                && !before.contains(named.identity().get())) {
            throw changed(named.address(), named.identity().get(), before.iterator().next());
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
        String why = "";
        for (HostPort address : addresses) {
            try {
                Fingerprint shown = Introduction.of(address);
                requireRight(address, shown, acceptNew);
                return shown;
            } catch (IOException e) {
                why =
                        "The tracker %s cannot be asked who it is: %s."
                                .formatted(address, e.getMessage());
            }
        }
        throw new Failure(Failure.UNREACHABLE, "unreachable", why);
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
        String answer = asked.askName(says + " Is that right? [y/N] ");
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw Failure.refused("unknown-identity", "Then nothing is said to it.");
        }
    }

    private static Failure changed(HostPort address, Fingerprint named, Fingerprint before) {
        return Failure.refused(
                "other-identity",
                ("The tracker %s was known by the identity %s, and this names %s: either somebody wants"
                                + " to be taken for it, or it has a new database. Who knows from its operator"
                                + " that the new one is right names it once:"
                                + " p2p up --trackers \"%s %s\" --detach.")
                        .formatted(address, before, named, address, named));
    }
}
