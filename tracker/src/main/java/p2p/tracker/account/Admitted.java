package p2p.tracker.account;

/** By what somebody is let in: the session of a device, or a browser. */
sealed interface Admitted permits LiveSession, Browser {

    long id();

    Person person();
}
