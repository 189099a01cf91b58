package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.FileDetail.Sharer;
import p2p.protocol.api.Page;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/**
 * Who has a file: first all who share it, in the order in which they began to, then those who have
 * a part of it only.
 */
@ApplicationScoped
class SharerList {

    /** As many as a description of the file names. */
    private static final int FIRST = 100;

    private static final String FILE =
            "f.id = (select n.id from shared_file n where n.group_id = ? and n.name = ? and n.newest)";

    private static final String SHARERS =
            """
            select a.name, here.online, here.complete,
                   (extract(epoch from s.since) * 1000000)::bigint || '.' || s.account_id as key
            from shared_file f
            cross join lateral (
                select r.account_id, r.since from sharer r where r.file_id = f.id
                    and (r.since, r.account_id) > (to_timestamp(0) + ? * interval '1 microsecond', ?)
                order by r.since, r.account_id limit ?) s
            join person a on a.id = s.account_id
            cross join lateral (
                select coalesce(bool_or(%s), false) as online,
                       coalesce(bool_or(v.complete), true) as complete
                from attachment t
                join serving v on v.session_id = t.session_id and v.file_id = f.id
                where t.account_id = a.id) here
            where
            """
                            .formatted(AttachmentTable.LISTED)
                    + FILE
                    + " order by s.since, s.account_id";

    /** Of so many sessions that serve it; of a person's several the first one counts. */
    private static final String IN_PART =
            """
            select case when part.mine then part.name end as name, part.online, part.complete,
                   part.session_id || '' as key
            from (select a.name, t.session_id, %s as online, v.complete,
                         not exists (select 1 from sharer s
                             where s.file_id = f.id and s.account_id = a.id)
                         and not exists (select 1 from attachment o
                             join serving w on w.session_id = o.session_id and w.file_id = f.id
                             where o.account_id = a.id and o.session_id < t.session_id) as mine
                  from shared_file f
                  cross join lateral (
                      select w.session_id, w.complete from serving w
                      where w.file_id = f.id and w.session_id > ? order by w.session_id limit ?) v
                  join attachment t on t.session_id = v.session_id
                  join person a on a.id = t.account_id
                  where
            """
                            .formatted(AttachmentTable.LISTED)
                    + FILE
                    + ") part order by part.session_id";

    private static final Pattern KEY = Pattern.compile("s(\\d{1,16})\\.(\\d{1,18})|p(\\d{1,18})");

    private final Sql sql;
    private final Memberships memberships;
    private final Transactions transactions;

    SharerList(Sql sql, Memberships memberships, Transactions transactions) {
        this.sql = sql;
        this.memberships = memberships;
        this.transactions = transactions;
    }

    /** No name where the row is about somebody who is named elsewhere. */
    private record Row(@Nullable String name, boolean online, boolean complete, String key) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("name"),
                    row.getBoolean("online"),
                    row.getBoolean("complete"),
                    row.getString("key"));
        }
    }

    Page<FileDetail.Sharer> page(
            Person person, String groupName, String name, String after, int limit) {
        return transactions.get(
                () -> page(memberships.require(person, groupName), name, after, limit));
    }

    /** To be called inside a transaction. */
    Page<FileDetail.Sharer> first(GroupRef group, String name) {
        return page(group, name, "", FIRST);
    }

    private Page<FileDetail.Sharer> page(GroupRef group, String name, String after, int limit) {
        Matcher key = KEY.matcher(after.isEmpty() ? "s0.0" : after);
        if (!key.matches()) {
            throw Refusal.BAD_REQUEST.because("'after' takes the 'next' of the part before.");
        }
        var found = new ArrayList<Sharer>();
        long session = 0;
        if (key.group(1) == null) {
            session = Long.parseLong(key.group(3));
        } else {
            List<Row> sharers =
                    sql.list(
                            Row::read,
                            SHARERS,
                            Long.parseLong(key.group(1)),
                            Long.parseLong(key.group(2)),
                            limit,
                            group.id(),
                            name);
            sharers.forEach(row -> add(found, row));
            if (sharers.size() == limit) {
                return new Page<>(found, "s" + sharers.getLast().key());
            }
        }
        List<Row> parts =
                sql.list(Row::read, IN_PART, session, limit - found.size(), group.id(), name);
        int room = limit - found.size();
        parts.forEach(row -> add(found, row));
        return new Page<>(found, parts.size() == room ? "p" + parts.getLast().key() : null);
    }

    private static void add(List<Sharer> found, Row row) {
        if (row.name() != null) {
            found.add(new Sharer(row.name(), row.online(), row.complete()));
        }
    }
}
