package p2p.protocol.wire;

/** Why a connection ends. */
public enum ByeCode {
    DONE(0),
    PROTOCOL(1),
    VERSION(2),
    TICKET(3),
    NOT_SERVED(4),
    REVOKED(5),
    BUSY(6),
    IDLE(7),
    STOPPING(8);

    private final int code;

    ByeCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** A later version may know more codes: an unknown one ends the connection as well. */
    static ByeCode of(int code) throws ProtocolException {
        for (ByeCode known : values()) {
            if (known.code == code) {
                return known;
            }
        }
        throw new ProtocolException("BYE with the unknown code " + code + ".");
    }
}
