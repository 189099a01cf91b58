package p2p.protocol.api;

/** Body of {@code PUT /accounts/me/password}. */
public record PasswordChange(String oldPassword, String newPassword) {}
