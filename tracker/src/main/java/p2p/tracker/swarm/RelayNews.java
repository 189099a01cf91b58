package p2p.tracker.swarm;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.cluster.EventLog;
import p2p.tracker.cluster.LogEvent;
import p2p.tracker.relay.Meeting;
import p2p.tracker.relay.RelayServer;

/** What the event log has for this tracker's relay: whose meetings are over. */
@ApplicationScoped
class RelayNews {

    private final EventLog log;
    private final RelayServer relay;

    RelayNews(EventLog log, RelayServer relay) {
        this.log = log;
        this.relay = relay;
    }

    void start(@Observes @Priority(10) StartupEvent started) {
        if (relay.isOn()) {
            log.follow(this::read);
        }
    }

    private void read(LogEvent event) {
        switch (event.topic()) {
            case EVERYONE -> {
                if (MessageText.message(event.body()) instanceof TrackerMessage.Revoked revoked) {
                    relay.cut(meeting -> concerns(revoked, meeting));
                }
            }
            case SESSIONS -> {
                if (MessageText.message(event.body()) instanceof TrackerMessage.Ended) {
                    relay.cut(meeting -> event.ids().stream().anyMatch(meeting::isOf));
                }
            }
            case FILES -> {
                Fingerprint left = MessageText.change(event.body()).left();
                if (left != null) {
                    relay.cut(meeting -> isServed(meeting, event.ids(), left));
                }
            }
            case ACCOUNTS -> {
                // Only tells people what has happened.
            }
        }
    }

    private static boolean isServed(Meeting meeting, Collection<Long> files, Fingerprint by) {
        return meeting.seeder().fingerprint().equals(by) && files.contains(meeting.file());
    }

    private static boolean concerns(TrackerMessage.Revoked revoked, Meeting meeting) {
        return !meeting.granted().isAfter(revoked.before())
                && is(revoked.fileId(), meeting.content().hex())
                && (revoked.group() == null || revoked.group().equalsIgnoreCase(meeting.group()))
                && (concerns(revoked, meeting.downloader()) || concerns(revoked, meeting.seeder()));
    }

    private static boolean concerns(TrackerMessage.Revoked revoked, Meeting.Party party) {
        return is(revoked.user(), party.user()) && is(revoked.certificate(), party.fingerprint());
    }

    private static <T> boolean is(@Nullable T meant, T there) {
        return meant == null || meant.equals(there);
    }
}
