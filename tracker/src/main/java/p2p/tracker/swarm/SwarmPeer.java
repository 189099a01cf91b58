package p2p.tracker.swarm;

import java.util.UUID;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;

/** A peer that is attached to this tracker, as the swarm sees it: nothing here blocks. */
public interface SwarmPeer {

    /** Which of the session's connections this is. */
    UUID id();

    LiveSession session();

    default Person person() {
        return session().person();
    }

    /** Where it can be reached: as it has said in its hello, unless it was reached elsewhere. */
    PeerContact contact();

    /** The address that its connection comes from. */
    String source();

    /** Whether it has said which its addresses are, and so knows what others have said. */
    boolean tellsAddresses();

    boolean isClosed();

    /** What it wants, and what it still has to name. */
    PeerFiles files();

    void send(TrackerMessage message);

    /** A message that still waits under the same subject is out of date. */
    void offer(String message, Object subject);

    /** To be done between two of its messages. */
    void then(Runnable work);

    /** The same, in so many seconds. */
    void thenIn(long seconds, Runnable work);
}
