package p2p.protocol.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import p2p.protocol.peer.Fingerprint;

/** What a tracker says to a peer. Its first message is {@link Welcome}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = TrackerMessage.Reachability.class, name = "reachability"),
    @JsonSubTypes.Type(value = TrackerMessage.Keys.class, name = "keys"),
    @JsonSubTypes.Type(value = TrackerMessage.Seeders.class, name = "seeders"),
    @JsonSubTypes.Type(value = TrackerMessage.SeederJoined.class, name = "seeder-joined"),
    @JsonSubTypes.Type(value = TrackerMessage.SeederLeft.class, name = "seeder-left"),
    @JsonSubTypes.Type(value = TrackerMessage.NewTicket.class, name = "ticket"),
    @JsonSubTypes.Type(value = TrackerMessage.WantRefused.class, name = "want-refused"),
    @JsonSubTypes.Type(value = TrackerMessage.ServeRefused.class, name = "serve-refused"),
    @JsonSubTypes.Type(value = TrackerMessage.Revoked.class, name = "revoked"),
    @JsonSubTypes.Type(value = TrackerMessage.GroupEvent.class, name = "group"),
    @JsonSubTypes.Type(value = TrackerMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = TrackerMessage.Ping.class, name = "ping"),
    @JsonSubTypes.Type(value = TrackerMessage.Pong.class, name = "pong"),
    @JsonSubTypes.Type(value = TrackerMessage.Goodbye.class, name = "goodbye"),
    @JsonSubTypes.Type(value = TrackerMessage.Ended.class, name = "ended"),
})
public sealed interface TrackerMessage {

    /** The peer is attached. The revocations are all that can still matter to a ticket in use. */
    record Welcome(int version, int tracker, Instant now, List<Key> keys, List<Revoked> revocations)
            implements TrackerMessage {}

    /** Whether the tracker could connect to the peer's address; {@code reason} says why not. */
    record Reachability(boolean reachable, String reason) implements TrackerMessage {}

    /** The public keys, as X.509 has them, that may sign tickets from now on. */
    record Keys(List<Key> keys) implements TrackerMessage {}

    record Key(int id, byte[] publicKey) {}

    /** Answer to a want: everybody who serves the file now. Later changes follow one by one. */
    record Seeders(FileRef file, List<Seeder> seeders) implements TrackerMessage {}

    /** Somebody serves the file from now on, or has become whole. */
    record SeederJoined(FileRef file, Seeder seeder) implements TrackerMessage {}

    record SeederLeft(FileRef file, Fingerprint fingerprint) implements TrackerMessage {}

    record NewTicket(FileRef file, byte[] ticket, Instant expires) implements TrackerMessage {}

    /** No ticket and no seeders of this file for you (any more), and why. */
    record WantRefused(FileRef file, String type, String reason) implements TrackerMessage {}

    /** You cannot serve this file (any more), and why. */
    record ServeRefused(FileRef file, String type, String reason) implements TrackerMessage {}

    /**
     * Tickets issued at or before this time are void, where they name this user, this group and
     * this file; null stands for all.
     */
    record Revoked(String user, String group, String fileId, Instant before)
            implements TrackerMessage {}

    /**
     * Something happened in a group: {@code requested}, {@code withdrawn}, {@code accepted}, {@code
     * rejected}, {@code left}, {@code removed}, {@code owner}, {@code gone}, {@code shared}, {@code
     * unshared}. {@code user} is whom it happened to, {@code file} is for the last two.
     */
    record GroupEvent(String event, String group, String user, String file, Instant at)
            implements TrackerMessage {}

    record Ack(int messages) implements TrackerMessage {}

    record Ping() implements TrackerMessage {}

    record Pong() implements TrackerMessage {}

    /** This tracker is about to stop: attach to another one, with the same token. */
    record Goodbye(String reason) implements TrackerMessage {}

    /** The session is over for good: logged out, taken over, account deleted, or a bad message. */
    record Ended(String type, String reason) implements TrackerMessage {}
}
