package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.KnownFiles;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.Seeder;
import p2p.tracker.account.Person;
import p2p.tracker.catalog.KnownFilesHash;
import p2p.tracker.group.GroupRef;
import p2p.tracker.relay.Meeting;
import p2p.tracker.store.Sql;

/** Which attached session has which files. To be called inside a transaction. */
@ApplicationScoped
class ServingTable {

    private static final String ASKED =
            """
            select asked.ordinal, f.id
            from unnest(?::text[], ?::text[], ?::text[]) with ordinality
                as asked (group_name, name, content_id, ordinal)
            join group_ref g on lower(g.name) = lower(asked.group_name)
            join member m on m.group_id = g.id and m.account_id = ?
            join shared_file f on f.group_id = g.id and f.name = asked.name
                and f.content_id = decode(asked.content_id, 'hex')
            order by m.id, f.id for key share of m, f
            """;
    private static final String SERVE =
            """
            insert into serving (session_id, file_id, complete)
            select ?, * from unnest(?::bigint[], ?::boolean[])
            on conflict (file_id, session_id) do update set complete = excluded.complete
                where serving.complete <> excluded.complete
            returning file_id, complete
            """;

    private static final String SERVED_BEFORE =
            KnownFilesHash.served(
                    "v.complete", "join serving v on v.file_id = f.id where v.session_id = ?");

    /** Those who come in the order of sessions behind one by chance, wrapping round. */
    private static final String SAMPLE =
            """
            with start as materialized (
                select first + floor(random() * (last - first + 1))::bigint as at
                from (select
                    (select min(session_id) from serving where file_id = ?) as first,
                    (select max(session_id) from serving where file_id = ?) as last) ends)
            select %s, v.complete
            from ((select session_id, complete from serving
                    where file_id = ? and session_id >= (select at from start)
                    order by session_id limit %d)
                union all
                (select session_id, complete from serving
                    where file_id = ? and session_id < (select at from start)
                    order by session_id limit %2$d)
                limit %2$d) v
            join attachment t on t.session_id = v.session_id
            join person a on a.id = t.account_id
            where v.session_id <> ? and
            """;

    /** Of whom a sample is looked at; those who cannot be reached are among them. */
    private static final int SAMPLED = 400;

    private static final String BY_CHANCE = " order by random() limit ?";

    private static final String SEEDERS =
            SAMPLE.formatted(AttachmentTable.COLUMNS, SAMPLED) + "t.reachable" + BY_CHANCE;

    private static final String RELAYED = outOfReach(AttachmentTable.RELAYED);
    private static final String UNCHECKED = outOfReach(AttachmentTable.UNCHECKED);
    private static final String STANDS =
            """
            select v.file_id from serving v join attachment s on s.session_id = v.session_id
            join shared_file f on f.id = v.file_id
            join attachment d on d.session_id = ?
            join member m on m.group_id = f.group_id and m.account_id = d.account_id
            where v.session_id = ? and v.file_id = ? and s.fingerprint = ? and d.fingerprint = ?
            """;

    private static String outOfReach(String how) {
        return SAMPLE.formatted(AttachmentTable.COLUMNS, SAMPLED)
                + how
                + " and "
                + AttachmentTable.NAMED_BY_NO_OTHER
                + BY_CHANCE;
    }

    private final Sql sql;

    ServingTable(Sql sql) {
        this.sql = sql;
    }

    record Known(int index, long file) {}

    record Served(long file, boolean complete) {}

    /**
     * Those of the files, each by its place in the list, that are there, in groups that the person
     * is in; neither ends before the transaction does.
     */
    List<Known> keep(Person person, List<PeerMessage.Served> files) {
        return sql.list(
                row -> new Known(row.getInt("ordinal") - 1, row.getLong("id")),
                ASKED,
                files.stream().map(served -> served.file().group()).toList(),
                files.stream().map(served -> served.file().file()).toList(),
                files.stream().map(served -> served.file().id().hex()).toList(),
                person.id());
    }

    /** Those of the files for which this is news. */
    List<Served> serve(long session, List<Served> files) {
        return sql.list(
                ServingTable::served,
                SERVE,
                session,
                files.stream().map(Served::file).toList(),
                files.stream().map(Served::complete).toList());
    }

    List<Served> of(long session) {
        return sql.list(
                ServingTable::served,
                "select file_id, complete from serving where session_id = ?",
                session);
    }

    /** What a session served when it was attached last, and its hash by {@link KnownFiles}. */
    record ServedBefore(List<Long> files, String hash) {

        static final ServedBefore NOTHING =
                new ServedBefore(List.of(), KnownFiles.served(Map.of()));
    }

    ServedBefore servedBefore(long session) {
        return sql.first(ServingTable::servedBefore, SERVED_BEFORE, session).orElseThrow();
    }

    private static ServedBefore servedBefore(ResultSet row) throws SQLException {
        return new ServedBefore(
                List.of((Long[]) row.getArray("files").getArray()), row.getString("hash"));
    }

    List<Long> deleteAll(long session) {
        return sql.ids("delete from serving where session_id = ? returning file_id", session);
    }

    List<Long> delete(long session, Collection<Long> files) {
        return sql.ids(
                "delete from serving where session_id = ? and file_id = any (?) returning file_id",
                session,
                files);
    }

    /** The same of those that it has as a whole. */
    List<Long> deleteWhole(long session, Collection<Long> files) {
        return sql.ids(
                "delete from serving where session_id = ? and file_id = any (?) and complete"
                        + " returning file_id",
                session,
                files);
    }

    List<Long> delete(long session, GroupRef group) {
        return sql.ids(
                "delete from serving v using shared_file f where v.session_id = ? and f.id = v.file_id"
                        + " and f.group_id = ? returning v.file_id",
                session,
                group.id());
    }

    List<Long> deleteNamed(long session, List<FileRef> files) {
        return sql.ids(
                """
                delete from serving v
                using unnest(?::text[], ?::text[], ?::text[]) as asked (group_name, name, content_id),
                    group_ref g, shared_file f
                where v.session_id = ? and v.file_id = f.id and f.group_id = g.id
                    and lower(g.name) = lower(asked.group_name) and f.name = asked.name
                    and f.content_id = decode(asked.content_id, 'hex')
                returning v.file_id
                """,
                files.stream().map(FileRef::group).toList(),
                files.stream().map(FileRef::file).toList(),
                files.stream().map(file -> file.id().hex()).toList(),
                session);
    }

    /** Ends all serving of the file; the people who served it. */
    List<Person> deleteFile(long file) {
        return sql.list(
                row -> new Person(row.getLong("id"), row.getString("name")),
                """
                with gone as (delete from serving where file_id = ? returning session_id)
                select distinct a.id, a.name from gone join attachment t using (session_id)
                join person a on a.id = t.account_id
                """,
                file);
    }

    /** Some of those who serve the file, but for one session. */
    List<Seeder> seeders(long file, long except, int most) {
        return seeders(SEEDERS, file, except, most);
    }

    /** Some of those who serve the file and can be met at a relay, but for one session. */
    List<Seeder> relayed(long file, long except, int most) {
        return seeders(RELAYED, file, except, most);
    }

    /** Some of those who serve the file, and may be tried where they say that they are. */
    List<Seeder> unchecked(long file, long except, int most) {
        return seeders(UNCHECKED, file, except, most);
    }

    private List<Seeder> seeders(String query, long file, long except, int most) {
        return sql.list(
                row -> AttachmentTable.attachment(row).seeder(row.getBoolean("complete")),
                query,
                file,
                file,
                file,
                file,
                except,
                most);
    }

    /** Whether the session serves the file, which it does until the transaction ends. */
    boolean keep(long session, long file) {
        return !sql.ids(
                        "select file_id from serving where session_id = ? and file_id = ?"
                                + " for key share",
                        session,
                        file)
                .isEmpty();
    }

    /** Whether the one still serves what the other may still have, under the same keys. */
    boolean stands(Meeting meeting) {
        return !sql.ids(
                        STANDS,
                        meeting.downloader().session(),
                        meeting.seeder().session(),
                        meeting.file(),
                        meeting.seeder().fingerprint().bytes(),
                        meeting.downloader().fingerprint().bytes())
                .isEmpty();
    }

    private static Served served(ResultSet row) throws SQLException {
        return new Served(row.getLong("file_id"), row.getBoolean("complete"));
    }
}
