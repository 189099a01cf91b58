package p2p.fuzz;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import p2p.protocol.ticket.BadTicket;
import p2p.protocol.ticket.Ticket;

/**
 * Tickets, as a tracker would have signed them: whatever they say, they are refused or believed.
 */
public final class Tickets {

    static final int KEY = 7;
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final int KEY_AT = 1;
    private static final int SIGNATURE = 64;
    private static final KeyPair KEYS = keys();

    private Tickets() {}

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws GeneralSecurityException {
        byte[] ticket = Arrays.copyOf(input, input.length + SIGNATURE);
        if (input.length > KEY_AT + Integer.BYTES) {
            Arrays.fill(ticket, KEY_AT, KEY_AT + Integer.BYTES, (byte) 0);
            ticket[KEY_AT + Integer.BYTES - 1] = KEY;
        }
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KEYS.getPrivate());
        signature.update(ticket, 0, input.length);
        signature.sign(ticket, input.length, SIGNATURE);
        try {
            Ticket.verify(ticket, Map.of(KEY, KEYS.getPublic()), NOW);
        } catch (BadTicket e) {
            return;
        }
        byte[] changed = ticket.clone();
        changed[0] ^= 1;
        try {
            Ticket.verify(changed, Map.of(KEY, KEYS.getPublic()), NOW);
            throw new IllegalStateException("a changed ticket is believed");
        } catch (BadTicket e) {
            // As it should be.
        }
    }
}
