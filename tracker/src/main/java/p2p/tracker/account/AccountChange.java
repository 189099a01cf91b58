package p2p.tracker.account;

/**
 * Fired as a CDI event inside the transaction that makes the change; an observer that throws undoes
 * it. Observe this type for all of them, or one of the records.
 */
public sealed interface AccountChange {

    Person person();

    record Created(Person person) implements AccountChange {}

    record PasswordChanged(Person person) implements AccountChange {}

    record DevicesAllowed(Person person, int most) implements AccountChange {}

    /** Its session, if it had one, has ended before. */
    record DeviceRemoved(Person person, String device) implements AccountChange {}

    record LoggedIn(Person person, LiveSession session) implements AccountChange {}

    /** The session's row is gone when this is fired. */
    record SessionEnded(Person person, LiveSession session, SessionEnd reason)
            implements AccountChange {}

    /**
     * The session has ended, the account's row is still there. What refers to it must be gone when
     * the observers, in whatever order, have returned.
     */
    record Ending(Person person) implements AccountChange {}
}
