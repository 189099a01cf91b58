package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.Page;
import p2p.protocol.api.VersionInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.tracker.account.Person;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** What people see of the catalogue: the files, and how many have each at this moment. */
@ApplicationScoped
class FileList {

    /**
     * How many have a file, of the first so many who serve it. No index but the one that is meant
     * has this order.
     */
    private static final String HAVE =
            """
            cross join lateral (
                select count(*) filter (where listed) as seeders,
                       count(*) filter (where listed and complete) as complete_seeders
                from (select v.complete, (select %s from attachment t
                          where t.session_id = v.session_id) as listed
                      from serving v where v.file_id between f.id and f.id
                      order by v.file_id, v.session_id limit 1000) few) have
            """
                    .formatted(AttachmentTable.LISTED);

    /** Of the files that {@code f} stands for, which has to be no more than is shown. */
    private static final String SHOWN =
            """
            select (select g.name from group_ref g where g.id = f.group_id) as group_name,
                   f.name, f.content_id, f.size as whole_size,
                   f.size - coalesce(f.tree_size, 0) as size, f.piece_size, f.algorithm, f.file_hash, f.files,
                   a.name as shared_by, first.since,
                   coalesce((select max(v.number) from known_version v where v.group_id = f.group_id
                       and v.name = f.name and v.content_id = f.content_id), 1) as version,
                   have.seeders, have.complete_seeders
            from (%s) f
            cross join lateral (
                select s.account_id, s.since from sharer s where s.file_id = f.id
                order by s.since, s.account_id limit 1) first
            join person a on a.id = first.account_id
            """
                    + HAVE;

    private static final String IN_GROUP =
            "select * from shared_file n where n.group_id = ? and n.newest and n.name > ?"
                    + " order by n.name limit ?";
    private static final String FILES = SHOWN.formatted(IN_GROUP) + " order by f.name";
    private static final String MATCHING =
            SHOWN.formatted(
                            "select * from (%s) looked where position(lower(?) in lower(looked.name)) > 0"
                                            .formatted(IN_GROUP)
                                    + " order by looked.name limit ?")
                    + " order by f.name";
    private static final String LAST_LOOKED_AT =
            "select name from (%s) looked offset ?".formatted(IN_GROUP);
    private static final String ONE =
            SHOWN.formatted(
                    "select * from shared_file n where n.group_id = ? and n.newest and n.name = ?");

    /** The names in a person's groups, so many of them at once, whatever they hold. */
    private static final String LOOKED =
            """
            select f.id, g.name as group_name, f.name
            from member m join group_ref g on g.id = m.group_id
            cross join lateral (
                select s.id, s.name from shared_file s
                where s.group_id = m.group_id and s.newest
                    and s.name > case when g.name > ? then '' else ? end
                order by s.name limit ?) f
            where m.account_id = ? and g.name >= ? order by g.name, f.name limit ?
            """;

    private static final int LOOKED_AT = 20_000;
    private static final String FOUND =
            "with looked as (%s) ".formatted(LOOKED)
                    + SHOWN.formatted(
                            """
                            select n.* from shared_file n where n.id in (
                                select id from looked where position(lower(?) in lower(name)) > 0
                                order by group_name, name limit ?)
                            """)
                    + " order by group_name, f.name";

    /** What a tracker of before took in is the first version, though that is written nowhere. */
    private static final String VERSIONS =
            """
            select v.number, v.content_id, v.size, v.files, p.name as published_by, v.published,
                   f.id is not null as shared,
                   coalesce(f.newest, false) and v.number = max(v.number)
                       over (partition by v.content_id) as newest,
                   have.seeders, have.complete_seeders
            from (select * from known_version
                union all
                select n.group_id, n.name, 1, n.content_id, n.size - coalesce(n.tree_size, 0), n.files,
                    first.account_id, first.since
                from shared_file n cross join lateral (
                    select s.account_id, s.since from sharer s
                    where s.file_id = n.id order by s.since, s.account_id limit 1) first
                where n.newest and not exists (select 1 from known_version k
                    where k.group_id = n.group_id and k.name = n.name)) v
            left join shared_file f on f.group_id = v.group_id and f.name = v.name
                and f.content_id = v.content_id
            left join person p on p.id = v.account_id
            """
                    + HAVE
                    + " where v.group_id = ? and v.name = ? order by v.number desc";

    private final Sql sql;
    private final Memberships memberships;
    private final Transactions transactions;
    private final SharerList sharers;

    FileList(Sql sql, Memberships memberships, Transactions transactions, SharerList sharers) {
        this.sharers = sharers;
        this.sql = sql;
        this.memberships = memberships;
        this.transactions = transactions;
    }

    /**
     * A part of the list of a group's files, by name; {@code match} is a part of the name. Where
     * that is given the part can be empty though there is more.
     */
    Page<FileInfo> page(Person person, String groupName, String match, String after, int limit) {
        return transactions.get(() -> {
            GroupRef group = memberships.require(person, groupName);
            if (match.isEmpty()) {
                return Page.cut(
                        sql.list(FileList::info, FILES, group.id(), after, limit + 1),
                        limit,
                        FileInfo::file);
            }
            Page<FileInfo> page =
                    Page.cut(
                            sql.list(
                                    FileList::info,
                                    MATCHING,
                                    group.id(),
                                    after,
                                    LOOKED_AT,
                                    match,
                                    limit + 1),
                            limit,
                            FileInfo::file);
            return page.next() == null
                    ? new Page<>(page.items(), lastLookedAt(group, after))
                    : page;
        });
    }

    private @Nullable String lastLookedAt(GroupRef group, String after) {
        return sql.first(
                        row -> row.getString("name"),
                        LAST_LOOKED_AT,
                        group.id(),
                        after,
                        LOOKED_AT,
                        LOOKED_AT - 1)
                .orElse(null);
    }

    /**
     * A part of what is shared under such names in all groups of the person, by group and name. It
     * can be empty though there is more: no part looks at more than so many names.
     */
    Page<FileInfo> search(Person person, String match, String after, int limit) {
        int slash = after.indexOf('/');
        String group = slash < 0 ? after : after.substring(0, slash);
        String name = slash < 0 ? "" : after.substring(slash + 1);
        return transactions.get(() -> {
            List<FileInfo> found =
                    sql.list(
                            FileList::info,
                            FOUND,
                            group,
                            name,
                            LOOKED_AT,
                            person.id(),
                            group,
                            LOOKED_AT,
                            match,
                            limit + 1);
            if (found.size() > limit) {
                FileInfo last = found.get(limit - 1);
                return new Page<>(found.subList(0, limit), last.group() + "/" + last.file());
            }
            Optional<String> lastLookedAt =
                    sql.first(
                            row -> row.getString("group_name") + "/" + row.getString("name"),
                            LOOKED + " offset ?",
                            group,
                            name,
                            LOOKED_AT,
                            person.id(),
                            group,
                            LOOKED_AT,
                            LOOKED_AT - 1);
            return new Page<>(found, lastLookedAt.orElse(null));
        });
    }

    FileDetail describe(Person person, String groupName, String name) {
        return transactions.get(() -> {
            GroupRef group = memberships.require(person, groupName);
            Page<FileDetail.Sharer> first = sharers.first(group, name);
            return sql.first(row -> detail(row, first), ONE, group.id(), name)
                    .orElseThrow(() -> Catalogue.noSuchFile(group, name));
        });
    }

    /** The versions that a name had, the last one first. */
    List<VersionInfo> versions(Person person, String groupName, String name) {
        return transactions.get(() -> {
            GroupRef group = memberships.require(person, groupName);
            List<VersionInfo> found = sql.list(FileList::version, VERSIONS, group.id(), name);
            if (found.isEmpty()) {
                throw Catalogue.noSuchFile(group, name);
            }
            return found;
        });
    }

    private static VersionInfo version(ResultSet row) throws SQLException {
        return new VersionInfo(
                row.getInt("number"),
                FileId.of(row.getBytes("content_id")),
                row.getLong("size"),
                row.getObject("files", Integer.class),
                row.getString("published_by"),
                Sql.instant(row, "published"),
                row.getBoolean("newest"),
                row.getBoolean("shared"),
                row.getInt("seeders"),
                row.getInt("complete_seeders"));
    }

    private static FileInfo info(ResultSet row) throws SQLException {
        return new FileInfo(
                row.getString("group_name"),
                row.getString("name"),
                FileId.of(row.getBytes("content_id")),
                row.getLong("size"),
                row.getString("shared_by"),
                Sql.instant(row, "since"),
                row.getInt("seeders"),
                row.getInt("complete_seeders"),
                HashAlgorithm.of(row.getString("algorithm")),
                HexFormat.of().formatHex(row.getBytes("file_hash")),
                row.getObject("files", Integer.class),
                row.getInt("version"));
    }

    private static FileDetail detail(ResultSet row, Page<FileDetail.Sharer> sharers)
            throws SQLException {
        int pieceSize = row.getInt("piece_size");
        return new FileDetail(
                info(row),
                pieceSize,
                Manifest.pieceCount(row.getLong("whole_size"), pieceSize),
                sharers.items(),
                sharers.next());
    }
}
