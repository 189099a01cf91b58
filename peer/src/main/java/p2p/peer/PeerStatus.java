package p2p.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this peer is doing: {@code user} and {@code tracker} are null where nobody is logged in and
 * where no tracker is reached; {@code trackerUrls} are all it may ask, as a list has them, that one
 * first; {@code shares} counts what is served, {@code downloads} what is moving. {@code router}
 * says whether one lets others in, and is null where none is asked. {@code notice} is what the user
 * should know, such as an address nobody can connect to, or why the session has ended.
 */
public record PeerStatus(
        @Nullable String user,
        String home,
        String listen,
        @Nullable String tracker,
        List<String> trackerUrls,
        boolean attached,
        int shares,
        int downloads,
        @Nullable String router,
        @Nullable String notice) {}
