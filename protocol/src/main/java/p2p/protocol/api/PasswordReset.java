package p2p.protocol.api;

/** Body of {@code POST /password-resets}. */
public record PasswordReset(String name, String code, String password) {}
