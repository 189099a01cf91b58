package p2p.tracker.group;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Json;
import p2p.protocol.Names;
import p2p.protocol.SpokenCode;
import p2p.protocol.api.NewSpokenCode;
import p2p.protocol.api.SpokenCodeGranted;
import p2p.protocol.api.SpokenInvitation;
import p2p.tracker.account.Person;
import p2p.tracker.account.SlowKeys;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.retry.RequestKey;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Transactions;

/** Six words for an invitation's link, for some minutes and few tries. */
@ApplicationScoped
class SpokenCodes {

    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int SALT_BYTES = 16;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;

    /** Each key seals one thing, for it has a salt of its own. */
    private static final byte[] NONCE = new byte[12];

    private static final ObjectMapper JSON = Json.strict();

    private final Invitations invitations;
    private final SealedCodeRows codes;
    private final CodeGuesses guesses;
    private final SlowKeys keys;
    private final RequestKey request;
    private final Retries retries;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Repeated trims = new Repeated("the trimming of spoken codes");

    SpokenCodes(
            Invitations invitations,
            SealedCodeRows codes,
            CodeGuesses guesses,
            SlowKeys keys,
            RequestKey request,
            Retries retries,
            Transactions transactions,
            Clock clock) {
        this.invitations = invitations;
        this.codes = codes;
        this.guesses = guesses;
        this.keys = keys;
        this.request = request;
        this.retries = retries;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** For whoever may revoke the invitation; those of before for the same one end. */
    SpokenCodeGranted make(Person by, String group, long id, NewSpokenCode wanted, Source source) {
        Optional.ofNullable(wanted.file())
                .flatMap(Names::whyNotFileName)
                .ifPresent(wrong -> {
                    throw Refusal.BAD_NAME.because(wrong);
                });
        InvitationCode code = InvitationCode.sent(wanted.code());
        transactions.run(() -> invitations.required(by, group, id, code));
        SpokenCode spoken = SpokenCode.of(secret());
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var link = new SpokenInvitation(group, code.text(), wanted.file());
        byte[] sealed = seal(link, keys.of(spoken.words(), salt, source), spoken.which());
        Instant expires =
                retries.once(
                        Instant.class,
                        () -> {
                            Invitation invitation = invitations.required(by, group, id, code);
                            if (codes.exists(spoken.which())) {
                                throw Refusal.BUSY.because("These words are taken; ask again.");
                            }
                            Instant end = clock.instant().plus(LIFE);
                            codes.replace(
                                    invitation,
                                    new SealedCode(spoken.which(), invitation, salt, sealed, end));
                            return end;
                        });
        return new SpokenCodeGranted(spoken.words(), expires);
    }

    /** What is sent again gets the same words, which are nowhere kept. */
    private byte[] secret() {
        if (request.hasKey()) {
            return request.ownSecret("words");
        }
        byte[] bytes = new byte[Long.BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What the words stand for, which uses nothing; refuses what is not known, or has ended. */
    SpokenInvitation read(@Nullable String words, Source source) {
        SpokenCode spoken = parse(words);
        guesses.check(source);
        SealedCode taken = transactions.get(() -> take(spoken));
        byte[] key = keys.of(spoken.words(), taken.salt(), source);
        SpokenInvitation link = open(taken.sealed(), key, spoken.which());
        transactions.run(() -> locked(spoken).giveBackTry());
        transactions.run(() -> invitations.requireOpen(locked(spoken).invitation()));
        return link;
    }

    /** One try is gone before anybody knows how it ends. */
    private SealedCode take(SpokenCode spoken) {
        SealedCode code = locked(spoken);
        if (!code.takeTry(clock.instant())) {
            throw unknown();
        }
        return code;
    }

    private SealedCode locked(SpokenCode spoken) {
        return codes.locked(spoken.which()).orElseThrow(SpokenCodes::unknown);
    }

    private static SpokenCode parse(@Nullable String words) {
        if (words == null) {
            throw Refusal.BAD_REQUEST.because("The body needs the words.");
        }
        try {
            return SpokenCode.parse(words);
        } catch (IllegalArgumentException e) {
            throw Refusal.BAD_REQUEST.because("This is no code: " + e.getMessage() + ".");
        }
    }

    private static Refused unknown() {
        return Refusal.NO_SUCH_INVITATION.because(
                "There is no such code (any more); look at its words and their order. One lasts %d minutes, and %d wrong tries."
                        .formatted(LIFE.toMinutes(), SealedCode.TRIES));
    }

    private static byte[] seal(SpokenInvitation link, byte[] key, int which) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, which).doFinal(JSON.writeValueAsBytes(link));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a link can be sealed", e);
        }
    }

    private static SpokenInvitation open(byte[] sealed, byte[] key, int which) {
        try {
            return JSON.readValue(
                    cipher(Cipher.DECRYPT_MODE, key, which).doFinal(sealed),
                    SpokenInvitation.class);
        } catch (AEADBadTagException e) {
            throw unknown();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("what was sealed can be opened", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, int which) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, which));
        return cipher;
    }

    @Scheduled(every = "1m", delayed = "1m", skipExecutionIf = ApplicationNotRunning.class)
    void trim() {
        trims.run(() -> transactions.run(() -> codes.deleteExpired(clock.instant())));
    }
}
