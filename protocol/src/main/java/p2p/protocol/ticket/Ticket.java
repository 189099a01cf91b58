package p2p.protocol.ticket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;

/**
 * The bytes of a ticket: version, key id, claims, and an Ed25519 signature over all that stands
 * before it. docs/protocol.md has the layout.
 */
public final class Ticket {

    public static final int LARGEST = 512;

    private static final byte VERSION = 1;
    private static final int SIGNATURE_LENGTH = 64;
    private static final String ALGORITHM = "Ed25519";

    private Ticket() {}

    public static byte[] sign(TicketClaims claims, PrivateKey key) {
        byte[] user = claims.user().getBytes(StandardCharsets.UTF_8);
        byte[] group = claims.group().getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(LARGEST);
        out.put(VERSION).putInt(claims.key());
        out.putLong(claims.issued().toEpochMilli()).putLong(claims.expires().toEpochMilli());
        out.put(claims.file().bytes()).put(claims.certificate().bytes());
        out.put((byte) user.length).put(user).put((byte) group.length).put(group);
        byte[] signed = Arrays.copyOf(out.array(), out.position());
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed);
            out.put(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a ticket cannot be signed", e);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Reads a ticket whose signature one of the keys confirms, and which has not run out. */
    public static TicketClaims verify(byte[] ticket, Map<Integer, PublicKey> keys, Instant now)
            throws BadTicket {
        TicketClaims claims;
        ByteBuffer in = ByteBuffer.wrap(ticket);
        try {
            if (ticket.length > LARGEST || in.get() != VERSION) {
                throw new BadTicket("The ticket is of an unknown kind.");
            }
            int keyId = in.getInt();
            PublicKey key = keys.get(keyId);
            if (key == null) {
                throw new BadTicket("The ticket is signed with an unknown key.");
            }
            Instant issued = Instant.ofEpochMilli(in.getLong());
            Instant expires = Instant.ofEpochMilli(in.getLong());
            FileId file = FileId.of(bytes(in, FileId.LENGTH));
            Fingerprint certificate =
                    new Fingerprint(FileId.of(bytes(in, Fingerprint.LENGTH)).hex());
            String user = new String(bytes(in, in.get()), StandardCharsets.UTF_8);
            String group = new String(bytes(in, in.get()), StandardCharsets.UTF_8);
            claims = new TicketClaims(keyId, user, group, file, certificate, issued, expires);
            if (in.remaining() != SIGNATURE_LENGTH || !isSigned(ticket, in.position(), key)) {
                throw new BadTicket("The ticket's signature is wrong.");
            }
        } catch (RuntimeException e) {
            throw new BadTicket("The ticket is cut short.");
        }
        if (claims.hasRunOut(now)) {
            throw new BadTicket("The ticket has run out.");
        }
        if (claims.isOfTheFuture(now)) {
            throw new BadTicket("The ticket is from the future.");
        }
        if (claims.livesTooLong()) {
            throw new BadTicket("The ticket lives longer than tickets do.");
        }
        return claims;
    }

    private static boolean isSigned(byte[] ticket, int signedLength, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(ticket, 0, signedLength);
            return signature.verify(ticket, signedLength, SIGNATURE_LENGTH);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
