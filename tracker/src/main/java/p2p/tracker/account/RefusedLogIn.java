package p2p.tracker.account;

/**
 * Fired when a password was wrong. The user is empty where there is no such account: what was typed
 * in the wrong place may be a secret.
 */
public record RefusedLogIn(String user, String address) {}
