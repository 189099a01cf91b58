package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;
import p2p.tracker.store.Sql;

/** The attachments, one a session. To be called inside a transaction. */
@ApplicationScoped
class AttachmentTable {

    /** Whether others are told of it as of one to be met at a relay. */
    static final String RELAYED = "(t.relayed = t.connection and not t.reachable)";

    static final String COLUMNS =
            "t.session_id, t.account_id, a.name, t.address, t.fingerprint, t.encrypted,"
                    + " t.reachable, t.last_ticket, "
                    + AttachmentTable.RELAYED
                    + " as relayed,"
                    + " case when t.told_by = t.connection then t.told end as told";
    private static final String FROM =
            "select " + COLUMNS + " from attachment t join person a on a.id = t.account_id where ";

    /** A tracker of before lets others name what somebody has proved. */
    static final String NAMED_BY_NO_OTHER =
            "not exists (select 1 from attachment o where o.fingerprint = t.fingerprint"
                    + " and o.account_id <> t.account_id)";

    private static final String HAS_TOLD =
            "(t.told_by = t.connection and t.told <> '{}' and t.encrypted)";

    /** Whether others are told of it as of one that may be tried at what it has told. */
    static final String UNCHECKED = "(" + HAS_TOLD + " and not t.reachable)";

    /** Whether others are told of it at all. */
    static final String LISTED = "(t.reachable or t.relayed = t.connection or " + HAS_TOLD + ")";

    /** The first number of the lock on a fingerprint, which no other lock has. */
    private static final int NAMING = 0x6e616d65;

    private static final String SESSIONS =
            "select s.id, s.account_id, s.name, s.device_id, s.address, s.started_at"
                    + " from live_session s";

    /** By indexes; no condition on a clock that goes on meanwhile would be. */
    private static final String ORPHANS =
            "select s.* from (select t.session_id from attachment t"
                    + " where t.orphaned_at < now() - make_interval(secs => ?)"
                    + " order by t.orphaned_at limit ?) o cross join lateral ("
                    + SESSIONS
                    + " where s.id = o.session_id offset 0) s";

    private final Sql sql;

    AttachmentTable(Sql sql) {
        this.sql = sql;
    }

    /** The session's attachment, which nobody else changes or uses in this transaction. */
    Optional<Attachment> lock(long session) {
        return sql.first(
                AttachmentTable::attachment, FROM + "t.session_id = ? for update of t", session);
    }

    /** The same, if it is this very connection's. */
    Optional<Attachment> lock(long session, UUID connection) {
        return sql.first(
                AttachmentTable::attachment,
                FROM + "t.session_id = ? and t.connection = ? for update of t",
                session,
                connection);
    }

    /** The session's attachment, if it is this very connection's; it stays as it is meanwhile. */
    Optional<Attachment> keep(long session, UUID connection) {
        return sql.first(
                AttachmentTable::attachment,
                FROM + "t.session_id = ? and t.connection = ? for share of t",
                session,
                connection);
    }

    /** The session's own and all that name the fingerprint, in the order of several. */
    List<Attachment> lockNaming(long session, Fingerprint fingerprint) {
        // Nobody else begins to name it in this transaction.
        return sql.listOfSecond(
                AttachmentTable::attachment,
                "select pg_advisory_xact_lock(?, hashtext(?)); "
                        + FROM
                        + "t.session_id = ? or t.fingerprint = ? order by t.session_id for update of t",
                NAMING,
                fingerprint.hex(),
                session,
                fingerprint.bytes());
    }

    /** The peer has to say anew who it is, as after a log-in. */
    void detach(long session) {
        sql.update(
                "update attachment set connection = null, tracker = null, address = null,"
                        + " fingerprint = null, encrypted = null, reachable = false,"
                        + " last_ticket = null, orphaned_at = clock_timestamp()"
                        + " where session_id = ?",
                session);
    }

    /** Those of all the person's devices, in the order in which whoever has several locks them. */
    List<Attachment> keepOf(Person person) {
        return sql.list(
                AttachmentTable::attachment,
                FROM + "t.account_id = ? order by t.session_id for share of t",
                person.id());
    }

    /** A peer has logged in: it is given some time to attach. */
    void expect(LiveSession session) {
        sql.update(
                "insert into attachment (session_id, account_id, orphaned_at, reachable)"
                        + " values (?, ?, clock_timestamp(), false)",
                session.id(),
                session.person().id());
    }

    /** Answers with the time. */
    Instant attach(
            LiveSession session,
            UUID connection,
            int tracker,
            PeerContact contact,
            boolean reachable,
            boolean relayed,
            boolean told) {
        return sql.first(
                        row -> Sql.instant(row, "now"),
                        """
                        insert into attachment (session_id, account_id, connection, tracker, address,
                                                fingerprint, encrypted, reachable, relayed, told_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (session_id) do update set
                            connection = excluded.connection, tracker = excluded.tracker,
                            orphaned_at = null, address = excluded.address,
                            fingerprint = excluded.fingerprint, encrypted = excluded.encrypted,
                            reachable = excluded.reachable, relayed = excluded.relayed,
                            told_by = excluded.told_by
                        returning clock_timestamp() as now
                        """,
                        session.id(),
                        session.person().id(),
                        connection,
                        tracker,
                        contact.address().toString(),
                        contact.fingerprint().bytes(),
                        contact.encryption() == Encryption.ON,
                        reachable,
                        relayed ? connection : null,
                        told ? connection : null)
                .orElseThrow();
    }

    void setReachable(long session, boolean reachable, HostPort address) {
        sql.update(
                "update attachment set reachable = ?, address = ? where session_id = ?",
                reachable,
                address.toString(),
                session);
    }

    /** It can be met at a relay, as long as this connection lasts. */
    void setRelayed(long session) {
        sql.update("update attachment set relayed = connection where session_id = ?", session);
    }

    /** What it says that its addresses are, as long as this connection lasts. */
    void setTold(long session, List<HostPort> addresses) {
        sql.update(
                "update attachment set told_by = connection, told = ?::text[]"
                        + " where session_id = ?",
                addresses.stream().map(HostPort::toString).toList(),
                session);
    }

    /**
     * That connection's attachment, and that of a session that is attached and can be met at a
     * relay under this fingerprint, which no other account names; both stay as they are meanwhile.
     */
    List<Attachment> keepForMeeting(long session, UUID connection, Fingerprint seeder) {
        return keep(session, connection, seeder, RELAYED);
    }

    /** The same, where the seeder is one that the tracker cannot reach. */
    List<Attachment> keepForPunch(long session, UUID connection, Fingerprint seeder) {
        return keep(session, connection, seeder, "(" + LISTED + " and not t.reachable)");
    }

    private List<Attachment> keep(
            long session, UUID connection, Fingerprint seeder, String condition) {
        return sql.list(
                AttachmentTable::attachment,
                FROM
                        + "(t.session_id = ? and t.connection = ?) or (t.fingerprint = ? and "
                        + condition
                        + " and t.orphaned_at is null and "
                        + NAMED_BY_NO_OTHER
                        + ") order by t.session_id for share of t",
                session,
                connection,
                seeder.bytes());
    }

    /** Notes that a ticket is given out now; answers with the time and the certificate's hash. */
    Optional<Granting> grant(long session) {
        return sql.first(
                row -> new Granting(Sql.instant(row, "last_ticket"), fingerprint(row)),
                "update attachment set last_ticket = clock_timestamp()"
                        + " where session_id = ? and fingerprint is not null"
                        + " returning last_ticket, fingerprint",
                session);
    }

    record Granting(Instant now, Fingerprint certificate) {}

    void delete(long session) {
        sql.update("delete from attachment where session_id = ?", session);
    }

    void orphan(Collection<String> connections) {
        sql.update(
                "update attachment set orphaned_at = clock_timestamp()"
                        + " where connection = any (?::text[]::uuid[]) and orphaned_at is null",
                connections);
    }

    void orphanAllAt(int tracker, Instant since) {
        sql.update(
                "update attachment set orphaned_at = ? where tracker = ? and orphaned_at is null",
                since,
                tracker);
    }

    /** Sessions that have been orphans for longer than so many seconds. */
    List<LiveSession> orphans(long seconds, int most) {
        return sql.list(AttachmentTable::session, ORPHANS, seconds, most);
    }

    /** Sessions that have been without a peer since they began, so many hours ago or more. */
    List<LiveSession> neverAttached(long hours, int most) {
        return sql.list(
                AttachmentTable::session,
                SESSIONS
                        + " where s.started_at < clock_timestamp() - make_interval(hours => ?::int)"
                        + " and not exists (select 1 from attachment t where t.session_id = s.id)"
                        + " limit ?",
                hours,
                most);
    }

    boolean isAttached(long session) {
        return !sql.ids("select session_id from attachment where session_id = ?", session)
                .isEmpty();
    }

    private static LiveSession session(ResultSet row) throws SQLException {
        return new LiveSession(
                row.getLong("id"),
                new Person(row.getLong("account_id"), row.getString("name")),
                Optional.ofNullable(row.getObject("device_id", Long.class)),
                Optional.empty(),
                row.getString("address"),
                Sql.instant(row, "started_at"));
    }

    /** Whether a peer was attached, and is not any more. */
    boolean isLost(long session) {
        return !sql.ids(
                        "select session_id from attachment where session_id = ?"
                                + " and connection is not null and orphaned_at is not null",
                        session)
                .isEmpty();
    }

    /** Whether a peer is attached at this moment. */
    boolean isConnected(long session) {
        return !sql.ids(
                        "select session_id from attachment where session_id = ?"
                                + " and connection is not null and orphaned_at is null",
                        session)
                .isEmpty();
    }

    boolean isOrphan(long session, long seconds) {
        return !sql.ids(
                        "select session_id from attachment where session_id = ?"
                                + " and orphaned_at < clock_timestamp() - make_interval(secs => ?)"
                                + " for update",
                        session,
                        seconds)
                .isEmpty();
    }

    static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                row.getLong("session_id"),
                new Person(row.getLong("account_id"), row.getString("name")),
                contact(row),
                row.getBoolean("reachable"),
                row.getBoolean("relayed"),
                told(row),
                Sql.instantIfAny(row, "last_ticket"));
    }

    private static Optional<PeerContact> contact(ResultSet row) throws SQLException {
        String address = row.getString("address");
        if (address == null) {
            return Optional.empty();
        }
        return Optional.of(
                new PeerContact(
                        HostPort.parse(address),
                        fingerprint(row),
                        row.getBoolean("encrypted") ? Encryption.ON : Encryption.OFF));
    }

    private static Optional<List<HostPort>> told(ResultSet row) throws SQLException {
        Array told = row.getArray("told");
        return told == null
                ? Optional.empty()
                : Optional.of(Stream.of((String[]) told.getArray()).map(HostPort::parse).toList());
    }

    private static Fingerprint fingerprint(ResultSet row) throws SQLException {
        return new Fingerprint(HexFormat.of().formatHex(row.getBytes("fingerprint")));
    }
}
