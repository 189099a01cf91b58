package p2p.tracker.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Json;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;

/** Reads what peers say, and bounds it. */
@RegisterForReflection(targets = PeerMessage.class, registerFullHierarchy = true)
final class PeerMessages {

    private static final int LONGEST_TEXT = 1024;

    private static final ObjectReader PEER = Json.strict().readerFor(PeerMessage.class);

    private PeerMessages() {}

    /** What a peer says is wrong. */
    static final class BadMessage extends Exception {
        private final String sentence;

        BadMessage(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }

    static PeerMessage parse(String text) throws BadMessage {
        // A character has at least one byte, so that few texts have to be measured.
        if (text.length() > Messages.LARGEST / 4 && bytes(text) > Messages.LARGEST) {
            throw new BadMessage("A message has at most " + Messages.LARGEST + " bytes.");
        }
        PeerMessage message;
        try {
            message = PEER.readValue(text);
        } catch (JsonProcessingException e) {
            throw new BadMessage("A message is none that this tracker knows.");
        }
        if (message == null || !isWhole(message)) {
            throw new BadMessage("A message lacks a field, or has one that is too long.");
        }
        return message;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isWhole(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Hello hello ->
                    hello.listen() != null
                            && hello.fingerprint() != null
                            && hello.encryption() != null;
            case PeerMessage.Serve serve ->
                    serve.files() != null
                            && serve.files().stream().allMatch(s -> s != null && isWhole(s.file()));
            case PeerMessage.Unserve unserve ->
                    isWhole(unserve.files()) && isShort(unserve.reason());
            case PeerMessage.Want want -> isWhole(want.file());
            case PeerMessage.Unwant unwant -> isWhole(unwant.file());
            case PeerMessage.Report report ->
                    isWhole(report.file())
                            && report.fingerprint() != null
                            && isShort(report.reason());
            case PeerMessage.Ack _, PeerMessage.Ping _, PeerMessage.Pong _ -> true;
        };
    }

    private static boolean isWhole(@Nullable List<FileRef> files) {
        return files != null && files.stream().allMatch(PeerMessages::isWhole);
    }

    private static boolean isWhole(@Nullable FileRef file) {
        return file != null && file.id() != null && isText(file.group()) && isText(file.file());
    }

    private static boolean isText(@Nullable String text) {
        return text != null && isShort(text) && text.indexOf('\0') < 0;
    }

    private static boolean isShort(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT;
    }
}
