package p2p.peer.library;

/** Who is logged in here, and with which token. */
public record KeptSession(String user, String token) {

    @Override
    public String toString() {
        return "KeptSession[" + user + "]";
    }
}
