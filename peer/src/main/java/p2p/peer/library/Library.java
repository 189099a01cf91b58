package p2p.peer.library;

import java.util.List;
import java.util.Optional;
import p2p.peer.rate.RateLimits;

/** What is kept at home: the session, the shares, the downloads and the limits. */
public final class Library {

    private static final String ONLY = "";

    private final Shelf<KeptSession> session;
    private final Shelf<KeptShare> shares;
    private final Shelf<KeptDownload> downloads;
    private final Shelf<RateLimits> limits;

    public Library(Home home) {
        session = new Shelf<>(home.path().resolve("session"), KeptSession.class);
        shares = new Shelf<>(home.path().resolve("shares"), KeptShare.class);
        downloads = new Shelf<>(home.path().resolve("downloads"), KeptDownload.class);
        limits = new Shelf<>(home.path().resolve("limits"), RateLimits.class);
    }

    public Optional<KeptSession> session() {
        return session.get(ONLY);
    }

    public void keep(KeptSession kept) {
        session.put(ONLY, kept);
    }

    public void forgetSession() {
        session.remove(ONLY);
    }

    public List<KeptShare> shares(String user) {
        return shares.all().stream().filter(s -> s.user().equals(user)).toList();
    }

    public void keep(KeptShare kept) {
        shares.put(kept.key(), kept);
    }

    public void forget(KeptShare kept) {
        shares.remove(kept.key());
    }

    public List<KeptDownload> downloads(String user) {
        return downloads.all().stream().filter(d -> d.user().equals(user)).toList();
    }

    public void keep(KeptDownload kept) {
        downloads.put(kept.key(), kept);
    }

    public void forget(KeptDownload kept) {
        downloads.remove(kept.key());
    }

    /** Everything of a user who is no more. */
    public void forgetAll(String user) {
        shares(user).forEach(this::forget);
        downloads(user).forEach(this::forget);
    }

    public RateLimits limits() {
        return limits.get(ONLY).orElse(new RateLimits(0, 0));
    }

    public void keep(RateLimits kept) {
        limits.put(ONLY, kept);
    }
}
