package p2p.protocol.session;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.Role;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.KeyVoucher;

/** What a tracker says to a peer. Its first message is {@link Welcome}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = TrackerMessage.Reachability.class, name = "reachability"),
    @JsonSubTypes.Type(value = TrackerMessage.Keys.class, name = "keys"),
    @JsonSubTypes.Type(value = TrackerMessage.Seeders.class, name = "seeders"),
    @JsonSubTypes.Type(value = TrackerMessage.SeederJoined.class, name = "seeder-joined"),
    @JsonSubTypes.Type(value = TrackerMessage.SeederLeft.class, name = "seeder-left"),
    @JsonSubTypes.Type(value = TrackerMessage.UncheckedSeeders.class, name = "unchecked-seeders"),
    @JsonSubTypes.Type(value = TrackerMessage.UncheckedJoined.class, name = "unchecked-joined"),
    @JsonSubTypes.Type(value = TrackerMessage.RelayedSeeders.class, name = "relayed-seeders"),
    @JsonSubTypes.Type(value = TrackerMessage.RelayedJoined.class, name = "relayed-joined"),
    @JsonSubTypes.Type(value = TrackerMessage.Way.class, name = "way"),
    @JsonSubTypes.Type(value = TrackerMessage.NoWay.class, name = "no-way"),
    @JsonSubTypes.Type(value = TrackerMessage.Dial.class, name = "dial"),
    @JsonSubTypes.Type(value = TrackerMessage.PunchAsked.class, name = "punch-asked"),
    @JsonSubTypes.Type(value = TrackerMessage.PunchNow.class, name = "punch-now"),
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

    /** What earlier trackers call a message's own field that says what was wrong. */
    String OLD_NAME = "type";

    /**
     * The peer is attached. The revocations are all that can still matter to a ticket in use.
     * {@code seen} is the address that the peer's connection comes from; trackers of before do not
     * say it, and know no addresses. With {@code mirror}, it has peers punch. What it {@code knows}
     * already, the peer need not say.
     */
    record Welcome(
            int version,
            int tracker,
            Instant now,
            List<Key> keys,
            List<Revoked> revocations,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String seen,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean mirror,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Knows knows)
            implements TrackerMessage {}

    /** Of {@link KnownFiles}: what the user shares, and what the session served before. */
    record Knows(String shares, String served) {}

    /**
     * Whether the tracker could connect to the peer's address; {@code reason} says why not. Where
     * there is a {@code relay}, the peer is named to others once it has said that it can use one.
     */
    record Reachability(boolean reachable, @Nullable String reason, boolean relay)
            implements TrackerMessage {}

    /** The public keys, as X.509 has them, that may sign tickets from now on. */
    record Keys(List<Key> keys) implements TrackerMessage {}

    /** Trackers of before do not have their identity vouch for a key. */
    record Key(
            int id,
            byte[] publicKey,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KeyVoucher voucher) {}

    /**
     * Answer to a want: those who serve the file now, {@link #MOST} at most. Later changes follow
     * one by one, and a ticket follows at once and again before it runs out.
     */
    record Seeders(FileRef file, List<Seeder> seeders) implements TrackerMessage {

        public static final int MOST = 40;
    }

    /** Somebody serves the file from now on, or has become whole. */
    record SeederJoined(FileRef file, Seeder seeder) implements TrackerMessage {}

    /**
     * After the seeders, for peers that have told their addresses: those who serve the file and
     * cannot be reached by the tracker, but perhaps by others, at the addresses that they told.
     */
    record UncheckedSeeders(FileRef file, List<Seeder> seeders) implements TrackerMessage {

        public static final int MOST = 40;
    }

    record UncheckedJoined(FileRef file, Seeder seeder) implements TrackerMessage {}

    /** After the seeders: those who serve the file and can be met at a relay alone. */
    record RelayedSeeders(FileRef file, List<Seeder> seeders) implements TrackerMessage {

        public static final int MOST = 40;
    }

    record RelayedJoined(FileRef file, Seeder seeder) implements TrackerMessage {}

    /** Answer to a meet: with this pass the seeder is met at that relay, soon and once. */
    record Way(FileRef file, Fingerprint fingerprint, HostPort relay, byte[] pass)
            implements TrackerMessage {}

    /** The other answer; {@code temporary} says that it is about this try or this seeder alone. */
    record NoWay(FileRef file, Fingerprint fingerprint, String reason, boolean temporary)
            implements TrackerMessage {}

    /** This user wants to meet the peer at the relay: it goes there at once, with this pass. */
    record Dial(HostPort relay, byte[] pass, String user) implements TrackerMessage {}

    /**
     * This user wants to connect to the peer while it connects to these addresses: it says {@link
     * PeerMessage.PunchReady} and does.
     */
    record PunchAsked(byte[] pass, List<HostPort> addresses, String user)
            implements TrackerMessage {}

    /** Answer to a punch, if there is one: at this moment the seeder connects from there. */
    record PunchNow(FileRef file, Fingerprint fingerprint, List<HostPort> addresses)
            implements TrackerMessage {}

    record SeederLeft(FileRef file, Fingerprint fingerprint) implements TrackerMessage {}

    record NewTicket(FileRef file, byte[] ticket, Instant expires) implements TrackerMessage {}

    /**
     * No ticket and no seeders of this file for you (any more), and why: {@code problem} is the
     * type of the problem that the same request over REST would end with.
     */
    record WantRefused(FileRef file, @JsonAlias(OLD_NAME) String problem, String reason)
            implements TrackerMessage {}

    /** You cannot serve this file (any more), and why. */
    record ServeRefused(FileRef file, @JsonAlias(OLD_NAME) String problem, String reason)
            implements TrackerMessage {}

    /**
     * Tickets issued at or before this time are void, where they name this user, this group, this
     * file and this certificate, which is that of one of the user's devices; null stands for all.
     */
    record Revoked(
            @Nullable String user,
            @Nullable String group,
            @Nullable String fileId,
            Instant before,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Fingerprint certificate)
            implements TrackerMessage {

        public Revoked(
                @Nullable String user,
                @Nullable String group,
                @Nullable String fileId,
                Instant before) {
            this(user, group, fileId, before, null);
        }
    }

    /**
     * Something happened in a group. {@code event} is the {@link GroupHappening#label} of what it
     * was, or what a newer tracker says; {@code user} is whom it happened to, {@code file} is the
     * one that is shared or not shared any more, {@code role} the one that somebody has now.
     */
    record GroupEvent(
            String event,
            String group,
            String user,
            @Nullable String file,
            Instant at,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Role role,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FileId id)
            implements TrackerMessage {

        public GroupEvent(
                GroupHappening happening,
                String group,
                String user,
                @Nullable String file,
                Instant at) {
            this(happening.label(), group, user, file, at, null, null);
        }

        public static GroupEvent role(String group, String user, Role role, Instant at) {
            return new GroupEvent(GroupHappening.ROLE.label(), group, user, null, at, role, null);
        }

        /** Of one version alone, or of all that the user shared under that name. */
        public static GroupEvent unshared(
                String group, String user, String file, @Nullable FileId only, Instant at) {
            return new GroupEvent(
                    GroupHappening.UNSHARED.label(), group, user, file, at, null, only);
        }

        public GroupHappening happening() {
            return GroupHappening.of(event);
        }
    }

    record Ack(int messages) implements TrackerMessage {}

    record Ping() implements TrackerMessage {}

    record Pong() implements TrackerMessage {}

    /** This tracker is about to stop: attach to another one, with the same token. */
    record Goodbye(String reason) implements TrackerMessage {}

    /**
     * The tracker closes the connection, and attaching again as before is of no use. {@code code}
     * says whether the person is logged out ({@link #isLoggedOut}) or what was wrong.
     */
    record Ended(@JsonAlias(OLD_NAME) String code, String reason) implements TrackerMessage {

        public static final String LOGGED_OUT = "logged-out";
        public static final String TAKEN_OVER = "taken-over";
        public static final String ACCOUNT_DELETED = "account-deleted";
        public static final String SESSION_LOST = "session-lost";

        /** Another connection of the same session has taken this one's place. */
        public static final String REPLACED = "replaced";

        /** Somebody else has proved the key, or named its fingerprint first; prove it here. */
        public static final String FINGERPRINT_TAKEN = "fingerprint-taken";

        public static final String BAD_MESSAGE = "bad-message";
        public static final String VERSION = "version";

        /** Whether the token is void from now on. */
        @JsonIgnore
        public boolean isLoggedOut() {
            return switch (code) {
                case LOGGED_OUT, TAKEN_OVER, ACCOUNT_DELETED, SESSION_LOST -> true;
                default -> false;
            };
        }
    }
}
