package p2p.peer.session;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.download.Downloads;
import p2p.peer.event.EventLog;
import p2p.peer.library.KeptSession;
import p2p.peer.library.Library;
import p2p.peer.loop.Loop;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.share.ShareJobs;
import p2p.peer.share.Shares;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerSession;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.PasswordProof;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.session.PeerMessage;

/** Who is logged in here, and all that begins and ends with that. */
public final class Presence {

    private static final Logger LOG = Logger.getLogger(Presence.class);

    private final Loop loop;
    private final Library library;
    private final TrackerClient trackers;
    private final TrackerSession session;
    private final TrackerNews news;
    private final Shares shares;
    private final Downloads downloads;
    private final ShareJobs shareJobs;
    private final EventLog events;
    private final PeerMessage.Hello hello;

    /** One log-in, log-out or end of an account at a time. */
    private final Object comingAndGoing = new Object();

    private volatile @Nullable String user;
    private volatile @Nullable String whyEnded;

    public Presence(
            Loop loop,
            Library library,
            TrackerClient trackers,
            TrackerSession session,
            TrackerNews news,
            Shares shares,
            Downloads downloads,
            ShareJobs shareJobs,
            EventLog events,
            PeerMessage.Hello hello) {
        this.loop = loop;
        this.library = library;
        this.trackers = trackers;
        this.session = session;
        this.news = news;
        this.shares = shares;
        this.downloads = downloads;
        this.shareJobs = shareJobs;
        this.events = events;
        this.hello = hello;
    }

    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** Why the last session ended, where it was not the user who ended it. */
    public Optional<String> whyEnded() {
        return Optional.ofNullable(whyEnded);
    }

    public String requireUser() {
        return user().orElseThrow(
                        () -> Refusal.NOT_LOGGED_IN.because("Nobody is logged in; log in first."));
    }

    public void logIn(LogIn logIn) {
        synchronized (comingAndGoing) {
            if (user != null) {
                throw Refusal.ALREADY_LOGGED_IN.because(
                        "'" + user + "' is logged in here; log out first.");
            }
            SessionGranted granted = trackers.logIn(logIn);
            var kept = new KeptSession(granted.user(), granted.token());
            loop.run(() -> {
                library.keep(kept);
                enter(kept);
            });
        }
    }

    /** Goes on with a session. On the loop. */
    public void enter(KeptSession kept) {
        user = kept.user();
        whyEnded = null;
        trackers.use(kept.token());
        shares.bringBack(kept.user());
        downloads.bringBack(kept.user());
        session.open(kept.token(), hello);
    }

    public void logOut() {
        synchronized (comingAndGoing) {
            requireUser();
            loop.run(() -> leave("The user has logged out."));
            session.close();
            news.gone();
            try {
                trackers.logOut();
            } catch (Refused e) {
                events.add("logged-out", "No tracker was told: " + e.getMessage());
            }
            trackers.useNone();
        }
    }

    public void deleteAccount(PasswordProof proof) {
        synchronized (comingAndGoing) {
            String deleted = requireUser();
            trackers.deleteAccount(proof);
            session.close();
            news.gone();
            loop.run(() -> {
                downloads.cancelAll();
                leave("The account is deleted.");
                library.forgetAll(deleted);
            });
            trackers.useNone();
        }
    }

    /** The trackers ended the session. On the loop. */
    public void ended(String reason) {
        String why = user + " is not logged in here any more: " + reason;
        whyEnded = why;
        LOG.warn(why);
        leave(reason);
        trackers.useNone();
        events.add("logged-out", reason);
    }

    private void leave(String reason) {
        user = null;
        shareJobs.cancelAll();
        shares.stopAll(reason);
        downloads.stopAll();
        library.forgetSession();
    }
}
