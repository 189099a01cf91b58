package p2p.protocol.api;

/** Body of {@code POST /browsers}. */
public record SignIn(String name, String password) {}
