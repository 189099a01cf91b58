package p2p.tracker.store;

/** What it takes to connect. */
public record DatabaseAccess(String url, String user, String password) {

    @Override
    public String toString() {
        return url;
    }
}
