package p2p.peer.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.peer.ticket.Admission.Denied;
import p2p.peer.ticket.Admission.Granted;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.TrackerMessage.Key;
import p2p.protocol.session.TrackerMessage.Revoked;
import p2p.protocol.ticket.KeyVoucher;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;

class TicketCheckTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final FileId FILE = new FileId("ab".repeat(32));
    private static final FileId OTHER_FILE = new FileId("cd".repeat(32));
    private static final Fingerprint BOBS = new Fingerprint("12".repeat(32));
    private static final Fingerprint EVES = new Fingerprint("34".repeat(32));

    private final KeyPair keys = keys();
    private final TicketCheck tickets =
            new TicketCheck(Clock.fixed(NOW, ZoneOffset.UTC), Optional.empty());

    @BeforeEach
    void offer() {
        tickets.keysAre(List.of(new Key(7, keys.getPublic().getEncoded(), null)));
        tickets.offer("films", FILE);
    }

    @Test
    void whoHasATicketIsServed() {
        TicketClaims claims = claims("films", FILE, NOW);
        assertEquals(new Granted(claims), tickets.admit(signed(claims), FILE, Optional.of(BOBS)));
        assertEquals(new Granted(claims), tickets.admit(signed(claims), FILE, Optional.empty()));
    }

    @Test
    void aTicketForSomethingElseIsRefused() {
        byte[] ticket = signed(claims("films", FILE, NOW));
        assertRefused("The ticket is for another certificate.", ticket, FILE, EVES);
        assertRefused("The ticket is for another file.", ticket, OTHER_FILE, BOBS);
        assertRefused(
                ByeCode.NOT_SERVED,
                "The file is not shared here in the group of the ticket.",
                signed(claims("songs", FILE, NOW)),
                FILE,
                BOBS);
        tickets.withdraw("films", FILE);
        assertRefused(
                ByeCode.NOT_SERVED,
                "The file is not shared here in the group of the ticket.",
                ticket,
                FILE,
                BOBS);
    }

    @Test
    void aTicketThatWasTamperedWithIsRefused() {
        byte[] ticket = signed(claims("films", FILE, NOW));
        for (int i = 0; i < ticket.length; i++) {
            byte[] bent = ticket.clone();
            bent[i] ^= 1;
            Admission answer = tickets.admit(bent, FILE, Optional.of(BOBS));
            assertEquals(ByeCode.TICKET, assertInstanceOf(Denied.class, answer).code());
        }
        byte[] forged = Ticket.sign(claims("films", FILE, NOW), keys().getPrivate());
        assertRefused("The ticket's signature is wrong.", forged, FILE, BOBS);
        tickets.keysAre(List.of());
        assertRefused("The ticket is signed with an unknown key.", ticket, FILE, BOBS);
    }

    @Test
    void aKnownIdentityHasToVouchForTheKey() throws Exception {
        KeyPair identity = identity();
        byte[] key = keys.getPublic().getEncoded();
        byte[] shown = identity.getPublic().getEncoded();
        var known =
                new TicketCheck(
                        Clock.fixed(NOW, ZoneOffset.UTC), Optional.of(Fingerprint.of(shown)));
        known.offer("films", FILE);
        TicketClaims claims = claims("films", FILE, NOW);
        KeyVoucher good = KeyVoucher.sign(7, key, shown, identity.getPrivate());
        KeyPair other = identity();
        byte[] bent = good.signature().clone();
        bent[bent.length - 1] ^= 1;
        var bad = new ArrayList<KeyVoucher>();
        bad.add(null);
        bad.add(KeyVoucher.sign(8, key, shown, identity.getPrivate()));
        bad.add(KeyVoucher.sign(7, keys().getPublic().getEncoded(), shown, identity.getPrivate()));
        bad.add(KeyVoucher.sign(7, key, shown, other.getPrivate()));
        bad.add(KeyVoucher.sign(7, key, other.getPublic().getEncoded(), other.getPrivate()));
        bad.add(new KeyVoucher(shown, bent));
        bad.add(new KeyVoucher(shown, new byte[0]));
        for (KeyVoucher voucher : bad) {
            known.keysAre(List.of(new Key(7, key, voucher)));
            assertEquals(
                    new Denied(ByeCode.TICKET, "The ticket is signed with an unknown key."),
                    known.admit(signed(claims), FILE, Optional.of(BOBS)));
        }
        known.keysAre(List.of(new Key(7, key, good)));
        assertEquals(new Granted(claims), known.admit(signed(claims), FILE, Optional.of(BOBS)));
    }

    private static KeyPair identity() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    @Test
    void aTicketIsOverWithTheKeyThatSignedIt() {
        TicketClaims claims = claims("films", FILE, NOW);
        assertFalse(tickets.isOver(claims));
        tickets.keysAre(List.of(new Key(8, keys.getPublic().getEncoded(), null)));
        assertTrue(tickets.isOver(claims));
    }

    @Test
    void theTrackersClockCounts() {
        TicketClaims old = claims("films", FILE, NOW.minus(Duration.ofMinutes(10)));
        assertRefused("The ticket has run out.", signed(old), FILE, BOBS);
        assertTrue(tickets.isOver(old));
        tickets.clockIs(NOW.minus(Duration.ofMinutes(10)));
        assertEquals(new Granted(old), tickets.admit(signed(old), FILE, Optional.of(BOBS)));
        assertFalse(tickets.isOver(old));
        tickets.clockIs(NOW.minus(Duration.ofMinutes(5)));
        assertTrue(tickets.isOver(old));
    }

    @Test
    void aRevokedTicketIsRefusedAndALaterOneIsNot() {
        for (Revoked revoked :
                List.of(
                        new Revoked("bob", "films", FILE.hex(), NOW),
                        new Revoked("bob", "films", null, NOW),
                        new Revoked("bob", null, null, NOW),
                        new Revoked("bob", null, null, NOW, BOBS),
                        new Revoked(null, "films", null, NOW),
                        new Revoked(null, null, FILE.hex(), NOW),
                        new Revoked(null, null, null, NOW))) {
            TicketCheck fresh = new TicketCheck(Clock.fixed(NOW, ZoneOffset.UTC), Optional.empty());
            fresh.keysAre(List.of(new Key(7, keys.getPublic().getEncoded(), null)));
            fresh.offer("films", FILE);
            fresh.revoke(List.of(revoked));
            assertEquals(
                    new Denied(ByeCode.REVOKED, "The ticket has been revoked."),
                    fresh.admit(signed(claims("films", FILE, NOW)), FILE, Optional.of(BOBS)));
            TicketClaims later = claims("films", FILE, NOW.plusMillis(1));
            assertEquals(new Granted(later), fresh.admit(signed(later), FILE, Optional.of(BOBS)));
        }
    }

    @Test
    void aRevocationConcernsNobodyElse() {
        tickets.revoke(
                List.of(
                        new Revoked("eve", null, null, NOW),
                        new Revoked("bob", null, null, NOW, new Fingerprint("e".repeat(64))),
                        new Revoked("bob", "songs", null, NOW),
                        new Revoked(null, "films", OTHER_FILE.hex(), NOW)));
        TicketClaims claims = claims("films", FILE, NOW);
        assertEquals(new Granted(claims), tickets.admit(signed(claims), FILE, Optional.of(BOBS)));
    }

    @Test
    void manyRevocationsAreKeptAsOneThatVoidsMore() {
        var many = new ArrayList<Revoked>();
        for (int i = 0; i < 20_000; i++) {
            many.add(new Revoked("user" + i, null, null, NOW.minusMillis(20_000 - i)));
        }
        tickets.revoke(many);
        assertRefused(
                ByeCode.REVOKED,
                "The ticket has been revoked.",
                signed(claims("films", FILE, NOW.minusMillis(15_000))),
                FILE,
                BOBS);
        TicketClaims later = claims("films", FILE, NOW);
        assertEquals(new Granted(later), tickets.admit(signed(later), FILE, Optional.of(BOBS)));
    }

    private void assertRefused(String sentence, byte[] ticket, FileId file, Fingerprint client) {
        assertRefused(ByeCode.TICKET, sentence, ticket, file, client);
    }

    private void assertRefused(
            ByeCode code, String sentence, byte[] ticket, FileId file, Fingerprint client) {
        assertEquals(new Denied(code, sentence), tickets.admit(ticket, file, Optional.of(client)));
    }

    private static TicketClaims claims(String group, FileId file, Instant issued) {
        return new TicketClaims(
                7, "bob", group, file, BOBS, issued, issued.plus(Duration.ofMinutes(5)));
    }

    private byte[] signed(TicketClaims claims) {
        return Ticket.sign(claims, keys.getPrivate());
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
