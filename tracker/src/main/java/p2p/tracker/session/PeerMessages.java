package p2p.tracker.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage.Ended;

/** Reads what peers say, and bounds it. */
@RegisterForReflection(targets = PeerMessage.class, registerFullHierarchy = true)
final class PeerMessages {

    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_PASS = 8192;
    private static final int LAST_PORT = 65_535;

    private static final Pattern PROGRAM = Pattern.compile("[ -~]{0,64}");
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

    /** The last label of a name is no number, which would be an address in one of its old forms. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$|0[xX])" + LABEL + "\\.?");

    private static final ObjectMapper TREE = Json.lenient();
    private static final ObjectReader PEER = Json.strict().readerFor(PeerMessage.class);

    private PeerMessages() {}

    /** What a peer says is wrong. */
    static final class BadMessage extends Exception {
        private final Ended ended;

        BadMessage(String sentence) {
            this(new Ended(Ended.BAD_MESSAGE, sentence));
        }

        BadMessage(Ended ended) {
            super(ended.reason(), null, false, false);
            this.ended = ended;
        }

        Ended ended() {
            return ended;
        }

        @Override
        public String getMessage() {
            return ended.reason();
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
            throw isHelloOfAnotherVersion(text)
                    ? new BadMessage(otherVersion())
                    : new BadMessage("A message is none that this tracker knows.");
        }
        if (message == null || !isWhole(message)) {
            throw new BadMessage("A message lacks a field, or has one that is too long.");
        }
        if (message instanceof PeerMessage.Hello hello) {
            check(hello);
        }
        if (message instanceof PeerMessage.Addresses said) {
            check(said);
        }
        return message;
    }

    /** One that has fields that are not known here is to hear that it is its version. */
    private static boolean isHelloOfAnotherVersion(String text) {
        try {
            JsonNode message = TREE.readTree(text);
            return message.path("type").asText().equals("hello")
                    && message.path("version").isInt()
                    && message.path("version").intValue() != Messages.VERSION;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Ended otherVersion() {
        return new Ended(
                Ended.VERSION,
                "This tracker speaks version %d of the messages, and the peer another; use the"
                                .formatted(Messages.VERSION)
                        + " same version of p2p as others here do.");
    }

    private static void check(PeerMessage.Addresses said) throws BadMessage {
        for (HostPort address : said.addresses()) {
            if (!isAddress(address.host()) || address.port() == 0) {
                throw new BadMessage("Addresses are of IPv4 or IPv6, with a port from 1 to 65535.");
            }
        }
    }

    private static void check(PeerMessage.Hello hello) throws BadMessage {
        if (hello.version() != Messages.VERSION) {
            throw new BadMessage(otherVersion());
        }
        if (hello.program() != null && !PROGRAM.matcher(hello.program()).matches()) {
            throw new BadMessage(
                    "The program of a hello has at most 64 letters, digits, blanks and signs.");
        }
        HostPort listen = hello.listen();
        if (listen.port() == 0) {
            throw new BadMessage("A hello names a port from 1 to 65535 in 'listen'.");
        }
        if (!isAddress(listen.host()) && !HOST_NAME.matcher(listen.host()).matches()) {
            throw new BadMessage("A hello names an address, or a host's name, in 'listen'.");
        }
    }

    private static boolean isAddress(String host) {
        if (!host.contains(":")) {
            return IPV4.matcher(host).matches();
        }
        try {
            InetAddress.ofLiteral(host);
            return host.indexOf('%') < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
            case PeerMessage.Addresses said ->
                    said.addresses() != null
                            && said.addresses().size() <= PeerMessage.Addresses.MOST_SAID
                            && said.addresses().stream().allMatch(Objects::nonNull);
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
            case PeerMessage.Meet meet -> isWhole(meet.file()) && meet.fingerprint() != null;
            case PeerMessage.Punch punch ->
                    isWhole(punch.file()) && punch.fingerprint() != null && arePorts(punch.ports());
            case PeerMessage.PunchReady ready ->
                    ready.pass() != null
                            && ready.pass().length <= LONGEST_PASS
                            && arePorts(ready.ports());
            case PeerMessage.ServeAsBefore before -> isText(before.served());
            case PeerMessage.Relayable _,
                    PeerMessage.Ack _,
                    PeerMessage.Ping _,
                    PeerMessage.Pong _ ->
                    true;
        };
    }

    private static boolean arePorts(@Nullable List<Integer> ports) {
        return ports != null
                && !ports.isEmpty()
                && ports.size() <= PeerMessage.Punch.MOST_PORTS
                && ports.stream()
                        .allMatch(port ->
                                port != null
                                        && port >= PeerMessage.Punch.LEAST_PORT
                                        && port <= LAST_PORT);
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
