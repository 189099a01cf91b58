package p2p.protocol.api;

/** Body of {@code POST /accounts}. */
public record NewAccount(String name, String password) {}
