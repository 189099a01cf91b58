package p2p.tracker.account;

import java.util.Locale;
import java.util.Optional;

/**
 * Fired as a CDI event inside the transaction that makes the change; an observer that throws undoes
 * it. Observe this type for all of them, or one of the records.
 */
public sealed interface AccountChange {

    Person person();

    /**
     * With the code of an invitation, which has to be good, where only the invited may make one.
     */
    record Created(Person person, Optional<String> invitation) implements AccountChange {}

    record PasswordChanged(Person person) implements AccountChange {}

    record DevicesAllowed(Person person, int most) implements AccountChange {}

    /** Its session, if it had one, has ended before. */
    record DeviceRemoved(Person person, String device) implements AccountChange {}

    /** By a browser, which is called so; {@code address} is where from. */
    record SignedIn(Person person, String browser, String address) implements AccountChange {}

    record SignedOut(Person person, String browser, SessionEnd reason) implements AccountChange {}

    record LoggedIn(Person person, LiveSession session) implements AccountChange {}

    /** The session's row is gone when this is fired. */
    record SessionEnded(Person person, LiveSession session, SessionEnd reason)
            implements AccountChange {}

    /** What follows from it, as the end of sessions, is told as well. */
    record Administered(Person person, Deed deed, Person by) implements AccountChange {}

    /** What an administrator does to somebody's account. */
    enum Deed {
        CREATE,
        DISABLE,
        ENABLE,
        LOG_OUT,
        RESET,
        DELETE;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The session has ended, the account's row is still there. What refers to it must be gone when
     * the observers, in whatever order, have returned.
     */
    record Ending(Person person) implements AccountChange {}
}
