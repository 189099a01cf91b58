package p2p.protocol.api;

/** One line of the list of groups. */
public record GroupInfo(String group, String owner, int members, Standing standing) {}
