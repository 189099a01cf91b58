package p2p.tracker.relay;

/** What those who know of rights say of a meeting. */
public interface MeetingCheck {

    /** Whether it would be granted now as well. May wait for the database. */
    boolean stands(Meeting meeting);
}
