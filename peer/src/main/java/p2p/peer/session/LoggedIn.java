package p2p.peer.session;

import java.util.List;
import p2p.peer.share.OwnShare;

/** Answer to a log-in: all that the user shares, and which of it is back. */
public record LoggedIn(String user, String tracker, List<OwnShare> shares) {}
