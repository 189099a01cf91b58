package p2p.peer.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.peer.share.OwnShare;

/**
 * Answer to a log-in: all that the user shares, and which of it is back. {@code device} is what the
 * trackers call this one; null where they are of before.
 */
public record LoggedIn(
        String user, @Nullable String tracker, List<OwnShare> shares, @Nullable String device) {}
