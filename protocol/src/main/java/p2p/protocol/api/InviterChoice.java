package p2p.protocol.api;

/** Body of {@code PUT /groups/G/inviters}: who may invite people to the group. */
public record InviterChoice(Inviters inviters) {}
