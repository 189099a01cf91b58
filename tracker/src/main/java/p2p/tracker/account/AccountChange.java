package p2p.tracker.account;

/**
 * Fired as a CDI event inside the transaction that makes the change; an observer that throws undoes
 * it. Observe this type for all of them, or one of the records.
 */
public sealed interface AccountChange {

    Person person();

    record Created(Person person) implements AccountChange {}

    record PasswordChanged(Person person) implements AccountChange {}

    record LoggedIn(Person person, LiveSession session) implements AccountChange {}

    /** The session's row is gone when this is fired. */
    record SessionEnded(Person person, LiveSession session, SessionEnd reason)
            implements AccountChange {}

    /** Fired first thing; all that refers to the account must be gone when observers return. */
    record Ending(Person person) implements AccountChange {}
}
