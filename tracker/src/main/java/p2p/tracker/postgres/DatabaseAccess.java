package p2p.tracker.postgres;

/** What it takes to connect. */
public record DatabaseAccess(String url, String user, String password) {

    /** Without what is secret: a URL's parameters may hold a password. */
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "");
    }
}
