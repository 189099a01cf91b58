package p2p.peer.event;

import java.util.List;

/** Some events, oldest first, and the number to ask on from. */
public record EventBatch(long last, List<PeerEvent> events) {}
