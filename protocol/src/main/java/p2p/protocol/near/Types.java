package p2p.protocol.near;

/** The numbers of DNS that are used here. */
final class Types {

    static final int A = 1;
    static final int PTR = 12;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int ANY = 255;

    /** The class of the Internet. */
    static final int IN = 1;

    /**
     * Of a question's class: to be answered to the one who asks; of a record's: it is the only one.
     */
    static final int TOP_BIT = 0x8000;

    /** In the header's flags. */
    static final int RESPONSE = 0x8000;

    static final int OPCODE = 0x7800;
    static final int AUTHORITATIVE = 0x0400;
    static final int RCODE = 0x000f;

    private Types() {}

    static boolean isOfTheInternet(int kind) {
        int plain = kind & ~TOP_BIT;
        return plain == IN || plain == ANY;
    }
}
