package p2p.peer;

import java.util.List;

/** Answer to a log-in: all that the user shares, and which of it is back. */
public record LoggedIn(String user, String tracker, List<OwnShare> shares) {}
