package p2p.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A group of very many members, filled by hand: all of them are attached and serve its one file,
 * half of them a part of it only; each shares one other file; a tenth as many ask to be let in.
 */
public final class CrowdedGroup {

    /** Member of account N has the session whose token is N, with zeros before it. */
    private static final String ROWS =
            """
            create temporary table g as select id from grp where name = '%1$s';
            create temporary table x as select f.id from file f, g where f.group_id = g.id;
            insert into account (name, password_hash, created_at)
                select 'many-' || i, '', now() from generate_series(1, %2$d) i;
            insert into account (name, password_hash, created_at)
                select 'asks-' || i, '', now() from generate_series(1, %2$d / 10) i;
            create temporary table many as
                select id, row_number() over (order by id) as i from account where name like 'many-%%';
            insert into membership (group_id, account_id, joined_at, role)
                select g.id, many.id, now(), case when many.i %% 10 = 0 then 'READER' else 'MEMBER' end
                from g, many;
            insert into join_request (group_id, account_id, requested_at)
                select g.id, a.id, now() from g, account a where a.name like 'asks-%%';
            insert into session (account_id, token_hash, listen, address, started_at)
                select id, sha256(convert_to(lpad(id::text, 43, '0'), 'UTF8')), 'many:' || id,
                    '192.0.2.1', now() from many;
            insert into attachment (session_id, account_id, connection, tracker, address, fingerprint,
                                    encrypted, reachable)
                select s.id, s.account_id, gen_random_uuid(), 1, '192.0.2.1:7', s.token_hash, true, true
                from session s join many on many.id = s.account_id;
            insert into share (file_id, group_id, account_id, since)
                select x.id, g.id, many.id, now() from x, g, many where many.i %% 2 = 0;
            insert into serving (session_id, file_id, complete)
                select s.id, x.id, many.i %% 2 = 0 from x, session s join many on many.id = s.account_id;
            insert into file (group_id, name, content_id, size, piece_size, algorithm, file_hash,
                              piece_hashes)
                select g.id, 'file ' || i, sha256(i::text::bytea), 1, 262144, 'sha-256',
                    sha256(i::text::bytea), sha256(i::text::bytea)
                from g, generate_series(1, %2$d) i;
            insert into file_version (group_id, name, number, content_id, size, published)
                select f.group_id, f.name, 1, f.content_id, 1, now() from file f, g
                where f.group_id = g.id and f.name like 'file %%';
            insert into share (file_id, group_id, account_id, since)
                select f.id, f.group_id, m.id, now()
                from (select *, row_number() over (order by id) as i from file
                    where name like 'file %%') f join many m on m.i = f.i;
            insert into serving (session_id, file_id, complete)
                select s.id, h.file_id, true
                from share h join session s on s.account_id = h.account_id, x where h.file_id <> x.id;
            """;

    private CrowdedGroup() {}

    /** The group, of one who shares one file in it, and of nobody whose name begins like these. */
    public static void fill(Connection connection, String group, int members) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ROWS.formatted(group, members));
            statement.execute("analyze");
        }
    }

    /** Of a member by its account's number. */
    public static String token(long account) {
        return "%043d".formatted(account);
    }
}
