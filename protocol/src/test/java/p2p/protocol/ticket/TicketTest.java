package p2p.protocol.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;

class TicketTest {

    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = ISSUED.plusSeconds(300);
    private static final TicketClaims CLAIMS =
            new TicketClaims(
                    7,
                    "a".repeat(64),
                    "film-club",
                    FileId.of(new byte[32]),
                    Fingerprint.of(new byte[] {1, 2, 3}),
                    ISSUED,
                    EXPIRES);

    private final KeyPair pair = keyPair();
    private final Map<Integer, PublicKey> keys = Map.of(7, pair.getPublic());
    private final byte[] ticket = Ticket.sign(CLAIMS, pair.getPrivate());

    @Test
    void whatWasSignedIsReadUntilItExpires() throws BadTicket {
        assertEquals(CLAIMS, Ticket.verify(ticket, keys, ISSUED));
        assertEquals(CLAIMS, Ticket.verify(ticket, keys, EXPIRES.minusMillis(1)));
        assertRefused("run out", ticket, keys, EXPIRES);
    }

    @Test
    void noTicketIsFromTheFutureOrLivesLongerThanTrackersGrant() throws BadTicket {
        assertEquals(CLAIMS, Ticket.verify(ticket, keys, ISSUED.minusSeconds(60)));
        assertRefused("from the future", ticket, keys, ISSUED.minusSeconds(60).minusMillis(1));
        assertRefused("longer than", until(ISSUED.plusSeconds(360).plusMillis(1)), keys, ISSUED);
        Ticket.verify(until(ISSUED.plusSeconds(360)), keys, ISSUED);
    }

    private byte[] until(Instant expires) {
        var claims =
                new TicketClaims(
                        7,
                        CLAIMS.user(),
                        CLAIMS.group(),
                        CLAIMS.file(),
                        CLAIMS.certificate(),
                        ISSUED,
                        expires);
        return Ticket.sign(claims, pair.getPrivate());
    }

    @Test
    void anyOtherKeyIsRefused() {
        assertRefused("signature", ticket, Map.of(7, keyPair().getPublic()), ISSUED);
        assertRefused("unknown key", ticket, Map.of(8, pair.getPublic()), ISSUED);
        assertRefused("unknown key", ticket, Map.of(), ISSUED);
    }

    @Test
    void everyFlippedBitAndEveryOtherLengthIsRefused() {
        for (int bit = 0; bit < ticket.length * 8; bit++) {
            byte[] changed = ticket.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(BadTicket.class, () -> Ticket.verify(changed, keys, ISSUED));
        }
        for (int length = 0; length <= Ticket.LARGEST + 1; length++) {
            if (length != ticket.length) {
                byte[] changed = Arrays.copyOf(ticket, length);
                assertThrows(BadTicket.class, () -> Ticket.verify(changed, keys, ISSUED));
            }
        }
    }

    @Test
    void noiseIsRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(Ticket.LARGEST + 1)];
            random.nextBytes(noise);
            assertThrows(BadTicket.class, () -> Ticket.verify(noise, keys, ISSUED), "seed " + seed);
        }
    }

    private static void assertRefused(
            String reason, byte[] ticket, Map<Integer, PublicKey> keys, Instant now) {
        var e = assertThrows(BadTicket.class, () -> Ticket.verify(ticket, keys, now));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e::getMessage);
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
