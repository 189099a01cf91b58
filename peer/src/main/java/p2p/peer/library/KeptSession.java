package p2p.peer.library;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;

/**
 * Who is logged in here, and with which token.
 *
 * @param trackers to whom the token may be sent; null where it was kept before that was
 */
public record KeptSession(String user, String token, @Nullable List<String> trackers) {

    public static KeptSession of(String user, String token, TrackerList trackers) {
        return new KeptSession(user, token, trackers.trackers().stream().map(Entry::line).toList());
    }

    /**
     * A tracker that has come to be asked by TLS is still the same; one of another identity is not.
     */
    public boolean isMeantFor(TrackerList list) {
        if (trackers == null) {
            return true;
        }
        boolean hadNoIdentity = trackers.stream().noneMatch(line -> line.contains(" "));
        return list.trackers().stream()
                .allMatch(tracker ->
                        trackers.contains(tracker.line())
                                || (hadNoIdentity && trackers.contains(tracker.plainUrl())));
    }

    @Override
    public String toString() {
        return "KeptSession[" + user + "]";
    }
}
