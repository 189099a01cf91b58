package p2p.protocol.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;

/** What a peer says to its tracker. Its first message is {@link Hello}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PeerMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = PeerMessage.Addresses.class, name = "addresses"),
    @JsonSubTypes.Type(value = PeerMessage.Serve.class, name = "serve"),
    @JsonSubTypes.Type(value = PeerMessage.ServeAsBefore.class, name = "serve-as-before"),
    @JsonSubTypes.Type(value = PeerMessage.Unserve.class, name = "unserve"),
    @JsonSubTypes.Type(value = PeerMessage.Want.class, name = "want"),
    @JsonSubTypes.Type(value = PeerMessage.Unwant.class, name = "unwant"),
    @JsonSubTypes.Type(value = PeerMessage.Relayable.class, name = "relayable"),
    @JsonSubTypes.Type(value = PeerMessage.Meet.class, name = "meet"),
    @JsonSubTypes.Type(value = PeerMessage.Punch.class, name = "punch"),
    @JsonSubTypes.Type(value = PeerMessage.PunchReady.class, name = "punch-ready"),
    @JsonSubTypes.Type(value = PeerMessage.Report.class, name = "report"),
    @JsonSubTypes.Type(value = PeerMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = PeerMessage.Ping.class, name = "ping"),
    @JsonSubTypes.Type(value = PeerMessage.Pong.class, name = "pong"),
})
public sealed interface PeerMessage {

    /** Where this peer can be reached and by what it is known. {@code version} is the messages'. */
    record Hello(
            int version,
            String program,
            HostPort listen,
            Fingerprint fingerprint,
            Encryption encryption)
            implements PeerMessage {}

    /**
     * All addresses at which this peer listens; said after a welcome that says how the peer is
     * seen, and again when they change.
     */
    record Addresses(List<HostPort> addresses) implements PeerMessage {

        public static final int MOST_SAID = 64;

        /** So many are passed on to others. */
        public static final int MOST = 8;
    }

    /**
     * This peer now serves these files, wholly or in part; said again when one becomes whole, and
     * for all of them after each hello, unless {@link ServeAsBefore} is.
     */
    record Serve(List<Served> files) implements PeerMessage {}

    /**
     * A file that is {@code complete} here becomes a share of the user's, unless it was one before:
     * where such a {@code shared} one is none any more, the user has stopped sharing it.
     */
    record Served(FileRef file, boolean complete, boolean shared) {}

    /** This peer serves what its session {@code served} before, by the welcome's hash. */
    record ServeAsBefore(String served) implements PeerMessage {}

    /**
     * This peer no longer serves these files, though they may stay in its user's list of shares.
     */
    record Unserve(List<FileRef> files, @Nullable String reason) implements PeerMessage {}

    /**
     * This peer downloads the file: it wants to hear of seeders, and new tickets in time. {@code
     * ticketUntil} is when the ticket runs out that it has; null where it has none.
     */
    record Want(FileRef file, @JsonInclude(Include.NON_NULL) @Nullable Instant ticketUntil)
            implements PeerMessage {

        public Want(FileRef file) {
            this(file, null);
        }
    }

    record Unwant(FileRef file) implements PeerMessage {}

    /** This peer, which nobody can connect to, can be met at a relay. */
    record Relayable() implements PeerMessage {}

    /** This peer wants to meet that seeder of the file at a relay. */
    record Meet(FileRef file, Fingerprint fingerprint) implements PeerMessage {}

    /**
     * This peer wants to connect to that seeder of the file while the seeder connects to it, so
     * that the routers of both let the other one in. The outside may see it at these ports.
     */
    record Punch(FileRef file, Fingerprint fingerprint, List<Integer> ports)
            implements PeerMessage {

        /** Of one side. */
        public static final int MOST_PORTS = 4;

        public static final int LEAST_PORT = 1024;
    }

    /** The seeder is about to connect, with the pass that it was asked with. */
    record PunchReady(byte[] pass, List<Integer> ports) implements PeerMessage {}

    /** A peer that sent wrong bytes. */
    record Report(FileRef file, Fingerprint fingerprint, @Nullable String reason)
            implements PeerMessage {}

    /** So many messages of the tracker's have been dealt with since the last such message. */
    record Ack(int messages) implements PeerMessage {}

    record Ping() implements PeerMessage {}

    record Pong() implements PeerMessage {}
}
