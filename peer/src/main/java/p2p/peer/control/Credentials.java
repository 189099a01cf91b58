package p2p.peer.control;

/** Body of {@code POST /session}; {@code takeover} ends the account's session elsewhere. */
public record Credentials(String name, String password, boolean takeover) {}
