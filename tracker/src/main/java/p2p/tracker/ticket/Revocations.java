package p2p.tracker.ticket;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import p2p.protocol.file.FileId;
import p2p.protocol.session.TrackerMessage.Revoked;

/** The revocations that can still matter to a ticket, by the groups that they are about. */
@ApplicationScoped
public class Revocations {

    /** More do not fit into one message: all tickets given out so far are void then. */
    private static final int MOST = 200;

    /** What those are about that are about no one group. */
    private static final String ALL = "";

    /** The group with the latest one comes last. */
    private final Map<String, List<Revoked>> byGroup = new LinkedHashMap<>();

    public synchronized void add(Revoked revoked) {
        String group = revoked.group() == null ? ALL : key(revoked.group());
        List<Revoked> recent = byGroup.getOrDefault(group, new ArrayList<>());
        byGroup.remove(group);
        byGroup.put(group, recent);
        recent.add(revoked);
        Instant latest = latest(recent);
        forget(recent, latest);
        if (recent.size() > MOST) {
            recent.clear();
            recent.add(new Revoked(null, revoked.group(), null, latest));
        }
        forgetGroups(latest);
    }

    private void forgetGroups(Instant now) {
        Iterator<List<Revoked>> oldest = byGroup.values().iterator();
        while (oldest.hasNext()) {
            List<Revoked> recent = oldest.next();
            forget(recent, now);
            if (!recent.isEmpty()) {
                return;
            }
            oldest.remove();
        }
    }

    /** Those that who is in these groups has to know. */
    public synchronized List<Revoked> at(Instant now, Collection<String> groups) {
        List<Revoked> known =
                Stream.concat(Stream.of(ALL), groups.stream().map(Revocations::key))
                        .flatMap(group -> byGroup.getOrDefault(group, List.of()).stream())
                        .filter(revoked -> !isOver(revoked, now))
                        .toList();
        return known.size() > MOST ? List.of(new Revoked(null, null, null, latest(known))) : known;
    }

    /** Those of one group; some may be over. */
    public synchronized List<Revoked> of(String group) {
        return List.copyOf(byGroup.getOrDefault(key(group), List.of()));
    }

    /** Whether a ticket that was issued then may be void, with peers of before at least. */
    public synchronized boolean concern(String user, String group, FileId file, Instant issued) {
        return Stream.of(ALL, key(group))
                .flatMap(about -> byGroup.getOrDefault(about, List.of()).stream())
                .anyMatch(revoked ->
                        !issued.isAfter(revoked.before())
                                && (revoked.user() == null || revoked.user().equals(user))
                                && (revoked.fileId() == null
                                        || revoked.fileId().equals(file.hex())));
    }

    private static Instant latest(List<Revoked> some) {
        return some.stream().map(Revoked::before).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static void forget(List<Revoked> recent, Instant now) {
        recent.removeIf(revoked -> isOver(revoked, now));
    }

    private static boolean isOver(Revoked revoked, Instant now) {
        return revoked.before().isBefore(now.minus(TicketIssuer.LIFE));
    }

    private static String key(String group) {
        return group.toLowerCase(Locale.ROOT);
    }
}
