package p2p.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.api.NewShare;
import p2p.protocol.file.FileId;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.IpAddress;
import p2p.protocol.near.Question;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameEncoder;

/** Writes what is really said, for the fuzzer to begin with: a folder for each target. */
public final class Seeds {

    private static final byte[] HASH = new byte[HashAlgorithm.SHA_256.length()];
    private static final FileId ID = FileId.of(HASH);
    private static final Fingerprint KEY = new Fingerprint(ID.hex());
    private static final FileRef REF = new FileRef("films", "a/b.mkv", ID);
    private static final ObjectMapper JSON = Json.strict();

    private final Path folder;
    private int count;

    private Seeds(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        new Seeds(Path.of(arguments[0])).write();
    }

    private void write() throws Exception {
        frames();
        trees();
        tickets();
        beacons();
        messages();
        lines();
        bodies();
    }

    private void seed(String target, byte[] bytes) throws IOException {
        Path into = Files.createDirectories(folder.resolve(target));
        Files.write(into.resolve("seed" + count++), bytes);
    }

    private void seed(String target, String text) throws IOException {
        seed(target, text.getBytes(StandardCharsets.UTF_8));
    }

    private void frames() throws IOException {
        BitSet some = new BitSet();
        some.set(1, 5);
        conversation(
                0,
                new Frame.Hello(1, ID, new byte[200]),
                new Frame.Request(3, 0, 16_384),
                new Frame.Cancel(3, 0, 16_384),
                new Frame.Ticket(new byte[200]),
                new Frame.Ping());
        conversation(
                1,
                new Frame.Welcome(1, 9, some),
                new Frame.Unchoke(),
                new Frame.Have(7),
                new Frame.Data(3, 0, 5));
    }

    private void conversation(int from, Frame... frames) throws IOException {
        var all = new ByteArrayOutputStream();
        all.write(from);
        all.write(3);
        for (Frame frame : frames) {
            all.writeBytes(FrameEncoder.encode(frame));
        }
        seed("Frames", all.toByteArray());
    }

    private void trees() throws IOException {
        FolderTree tree =
                FolderTree.of(
                        List.of(
                                new TreeEntry.Folder("a", 1),
                                new TreeEntry.File("a/b.txt", 2, 3, true, HASH),
                                new TreeEntry.File("a/c.txt", 2, 300_000, false, HASH),
                                new TreeEntry.Link("d", "a/b.txt")));
        seed("Trees", tree.encode());
        seed("FuzzedGlobs", "a/**/*.t?t\na/b/c.txt");
    }

    private void tickets() throws Exception {
        var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] ticket =
                Ticket.sign(
                        new TicketClaims(
                                Tickets.KEY,
                                "ann",
                                "films",
                                ID,
                                KEY,
                                Tickets.NOW,
                                Tickets.NOW.plus(Duration.ofMinutes(5))),
                        pair.getPrivate());
        seed("Tickets", java.util.Arrays.copyOf(ticket, ticket.length - 64));
    }

    private void beacons() throws IOException {
        var beacon =
                new Beacon(
                        "office",
                        "box.local",
                        7001,
                        true,
                        Optional.empty(),
                        List.of(new IpAddress(new byte[] {10, 0, 0, 2})));
        var question = Question.ofTheMoment(0x1234);
        seed("Beacons", bytes(question.write()));
        seed("Beacons", bytes(beacon.answer(question)));
        seed("Beacons", bytes(beacon.answer()));
    }

    private static byte[] bytes(java.nio.ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private void messages() throws IOException {
        var address = new HostPort("192.0.2.7", 7979);
        for (PeerMessage said :
                List.of(
                        new PeerMessage.Hello(1, "p2p", address, KEY, Encryption.ON),
                        new PeerMessage.Addresses(List.of(address)),
                        new PeerMessage.Serve(List.of(new PeerMessage.Served(REF, true, false))),
                        new PeerMessage.Want(REF, Tickets.NOW),
                        new PeerMessage.Meet(REF, KEY),
                        new PeerMessage.Punch(REF, KEY, List.of(40_000)),
                        new PeerMessage.PunchReady(HASH, List.of(40_000)))) {
            seed("FuzzedMessages", json(said, PeerMessage.class));
        }
        var seeder = new Seeder("ann", new PeerContact(address, KEY, Encryption.ON), true, null);
        for (TrackerMessage said :
                List.of(
                        new TrackerMessage.Seeders(REF, List.of(seeder)),
                        new TrackerMessage.NewTicket(REF, HASH, Tickets.NOW),
                        new TrackerMessage.PunchAsked(HASH, List.of(address), "ann"),
                        new TrackerMessage.Revoked("ann", "films", null, Tickets.NOW))) {
            seed("TrackerMessages", json(said, TrackerMessage.class));
        }
    }

    private static String json(Object said, Class<?> type) throws JsonProcessingException {
        return JSON.writerFor(type).writeValueAsString(said);
    }

    private void lines() throws IOException {
        seed("Lines", "https://[2001:db8::7]:7001");
        seed("Lines", "192.0.2.1:7001 # the office");
        seed("Lines", "http://192.0.2.1:7001/i/films#3k0c1v7m5p9q2a8r4t6b0d1e2f/Zg");
        seed("Lines", "amber-canyon-harbor-velvet-noodle-tulip");
        seed(
                "FuzzedRouters",
                "HTTP/1.1 200 OK\r\nLOCATION: http://192.168.1.1:5000/root.xml\r\n\r\n");
        seed(
                "FuzzedRouters",
                "<root><device><deviceList><device><a>b&lt;&#65;</a></device></deviceList></device></root>");
        seed("FuzzedForwarding", "198.51.100.7, [2001:db8::1]:80, 192.0.2.1");
    }

    private void bodies() throws IOException {
        var manifest = new Manifest(5, 1 << 18, HashAlgorithm.SHA_256, HASH, HASH);
        seed("Bodies", "\0" + json(new NewShare("a.txt", manifest), NewShare.class));
    }
}
