package p2p.protocol.api;

/** Body of {@code DELETE /accounts/me}: the password once more. */
public record PasswordProof(String password) {}
