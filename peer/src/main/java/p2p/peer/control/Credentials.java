package p2p.peer.control;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /session}; {@code takeover} ends the account's session elsewhere, and {@code
 * device} is what this device is to be called, which is the machine's name where it is null.
 */
public record Credentials(
        String name, String password, boolean takeover, @Nullable String device) {}
