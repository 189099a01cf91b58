package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;
import p2p.tracker.store.Sql;

/** Files and shares, changed row by row. To be called inside a transaction. */
@ApplicationScoped
class FileTable {

    private static final String INSERT =
            """
            insert into file (group_id, name, content_id, size, piece_size, algorithm,
                              file_hash, piece_hashes, tree_size, files)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (group_id, name) do nothing returning id
            """;
    private static final String SHARE =
            """
            insert into share (file_id, group_id, account_id, since)
            select id, group_id, ?, clock_timestamp() from file where id = any (?)
            on conflict do nothing returning file_id
            """;
    private static final String HOLD =
            """
            insert into share_device (file_id, account_id, device_id)
            select file_id, account_id, ? from share where account_id = ? and file_id = any (?)
            on conflict do nothing
            """;
    private static final String FIND =
            """
            select f.id, f.name, f.content_id, f.newest, g.id as group_id, g.name as group_name
            from shared_file f join group_ref g on g.id = f.group_id
            """;
    private static final String NAMED = " where f.group_id = ? and f.name = ?";

    private static final String MINE =
            """
            select g.name as group_name, f.name, f.content_id,
                   f.size - coalesce(f.tree_size, 0) as size,
                   coalesce((select max(v.number) from file_version v where v.group_id = f.group_id
                       and v.name = f.name and v.content_id = f.content_id), 1) as version
            from share s join shared_file f on f.id = s.file_id
                join group_ref g on g.id = f.group_id
            where s.account_id = ? order by g.name collate "C", f.name, version
            """;
    private static final String HASH_OF_MINE =
            KnownFilesHash.shares("join share s on s.file_id = f.id where s.account_id = ?");
    private static final String PROMOTE_LATEST =
            """
            update file set name = version_of, version_of = null where id = (
                select f.id from shared_file f join file_version v on v.group_id = f.group_id
                    and v.name = f.name and v.content_id = f.content_id
                where f.group_id = ? and f.name = ? order by v.number desc limit 1)
            and version_of is not null and not exists
                (select 1 from shared_file n where n.group_id = ? and n.name = ? and n.newest)
            """;

    /**
     * A name that gets a new version while a statement waits for its newest file is not seen by it,
     * but by the next one.
     */
    private static final int LOOKS = 3;

    private final Sql sql;

    FileTable(Sql sql) {
        this.sql = sql;
    }

    /** From now on this transaction is the only one that changes what the name stands for. */
    void takeTurn(GroupRef group, String name) {
        sql.list(
                _ -> true,
                "select pg_advisory_xact_lock(hashtextextended(?, ?))",
                name,
                group.id());
    }

    /** The new file, or nothing where the name is taken in the group. */
    Optional<SharedFile> insert(GroupRef group, String name, FileId content, Manifest manifest) {
        Optional<Manifest.Folder> folder = Optional.ofNullable(manifest.folder());
        return sql
                .ids(
                        INSERT,
                        group.id(),
                        name,
                        content.bytes(),
                        manifest.size(),
                        manifest.pieceSize(),
                        manifest.algorithm().label(),
                        manifest.fileHash(),
                        manifest.pieceHashes(),
                        folder.map(Manifest.Folder::treeSize).orElse(null),
                        folder.map(Manifest.Folder::files).orElse(null))
                .stream()
                .findFirst()
                .map(id -> new SharedFile(id, group, name, content, true));
    }

    /** The newest with this name, which cannot go before the transaction ends. */
    Optional<SharedFile> keep(GroupRef group, String name) {
        Optional<SharedFile> found = Optional.empty();
        for (int i = 0; i < LOOKS && found.isEmpty(); i++) {
            found =
                    sql.first(
                            FileTable::file,
                            FIND + NAMED + " and f.newest for key share of f",
                            group.id(),
                            name);
        }
        return found;
    }

    /** The same of one content, be it the newest or not. */
    Optional<SharedFile> keep(GroupRef group, String name, FileId content) {
        return sql.first(
                FileTable::file,
                FIND + NAMED + " and f.content_id = ? for key share of f",
                group.id(),
                name,
                content.bytes());
    }

    /**
     * All with this name, which nobody else can begin or stop to share meanwhile. One of them is
     * the newest, though a tracker of before may have left none.
     */
    List<SharedFile> lock(GroupRef group, String name) {
        List<SharedFile> found = List.of();
        for (int i = 0; i < LOOKS && found.stream().noneMatch(SharedFile::newest); i++) {
            if (!found.isEmpty()) {
                promoteLatest(group, name);
            }
            found =
                    sql.list(
                            FileTable::file,
                            FIND + NAMED + " order by f.id for update of f",
                            group.id(),
                            name);
        }
        return found;
    }

    /** The same of all names that these files have; of these files alone is returned. */
    List<SharedFile> lock(Collection<Long> ids) {
        return sql
                .list(
                        FileTable::file,
                        FIND
                                + " where (f.group_id, f.name) in (select n.group_id, n.name"
                                + " from shared_file n where n.id = any (?))"
                                + " order by f.id for update of f",
                        ids)
                .stream()
                .filter(file -> ids.contains(file.id()))
                .toList();
    }

    /** It is an older version from now on, and its name is free for a newer one. */
    void demote(SharedFile file) {
        sql.update("update file set version_of = name, name = '~' || id where id = ?", file.id());
    }

    /** It is the newest version from now on. */
    void promote(SharedFile file) {
        sql.update("update file set name = version_of, version_of = null where id = ?", file.id());
    }

    /** Where the newest is gone, the one before it takes its place. */
    void promoteLatest(GroupRef group, String name) {
        sql.update(PROMOTE_LATEST, group.id(), name, group.id(), name);
    }

    /** Those of the files that the person does not share yet. */
    List<SharedFile> notSharedBy(Person person, Collection<Long> files) {
        return sql.list(
                FileTable::file,
                FIND
                        + " where f.id = any (?) and not exists (select 1 from share s"
                        + " where s.file_id = f.id and s.account_id = ?) order by f.id",
                files,
                person.id());
    }

    /** Those of the files that the person did not share before. */
    List<Long> share(Person person, Collection<Long> files) {
        return sql.ids(SHARE, person.id(), files);
    }

    /** The device has these of the files that its account shares; it is kept meanwhile. */
    void hold(Person person, long device, Collection<Long> files) {
        sql.update(HOLD, device, person.id(), files);
    }

    /** The device does not have it any more; false where it did not. */
    boolean release(long device, SharedFile file) {
        return sql.update(
                        "delete from share_device where file_id = ? and device_id = ?",
                        file.id(),
                        device)
                == 1;
    }

    /** Whether one of the person's devices has it. */
    boolean isHeld(Person person, SharedFile file) {
        return sql.first(
                        r -> true,
                        "select 1 from share_device where file_id = ? and account_id = ? limit 1",
                        file.id(),
                        person.id())
                .isPresent();
    }

    boolean unshare(Person person, SharedFile file) {
        return sql.update(
                        "delete from share where file_id = ? and account_id = ?",
                        file.id(),
                        person.id())
                == 1;
    }

    /** The files of the group that the person shared until now. */
    List<Long> unshareAll(Person person, GroupRef group) {
        return sql.ids(
                "delete from share where account_id = ? and group_id = ? returning file_id",
                person.id(),
                group.id());
    }

    /** Those of the files that the person shares. */
    Set<Long> sharedBy(Person person, Collection<Long> files) {
        return Set.copyOf(
                sql.ids(
                        "select file_id from share where account_id = ? and file_id = any (?)",
                        person.id(),
                        files));
    }

    /** Nobody shares it from now on. */
    void unshare(SharedFile file) {
        sql.update("delete from share where file_id = ?", file.id());
    }

    boolean isShared(SharedFile file) {
        return sql.first(r -> true, "select 1 from share where file_id = ? limit 1", file.id())
                .isPresent();
    }

    void delete(SharedFile file) {
        sql.update("delete from file where id = ?", file.id());
    }

    /** Who has shared it for the longest time. */
    Optional<String> sharer(SharedFile file) {
        return sql.first(
                row -> row.getString(1),
                "select a.name from share s join person a on a.id = s.account_id"
                        + " where s.file_id = ? order by s.since, a.id limit 1",
                file.id());
    }

    /** By group and name. */
    List<ShareInfo> of(Person person) {
        return sql.list(FileTable::share, MINE, person.id());
    }

    String hashOf(Person person) {
        return sql.first(row -> row.getString("hash"), HASH_OF_MINE, person.id()).orElseThrow();
    }

    int countOf(Person person) {
        return sql.ids("select count(*) from share where account_id = ?", person.id())
                .getFirst()
                .intValue();
    }

    /** What the pieces' hashes of all that the person shares take. */
    long hashBytesOf(Person person) {
        return sql.ids(
                        "select coalesce(sum(octet_length(f.piece_hashes)), 0)::bigint"
                                + " from share s join file f on f.id = s.file_id"
                                + " where s.account_id = ?",
                        person.id())
                .getFirst();
    }

    Manifest manifest(SharedFile file) {
        return sql.first(
                        FileTable::manifest,
                        "select size, piece_size, algorithm, piece_hashes, file_hash, tree_size,"
                                + " files from file where id = ?",
                        file.id())
                .orElseThrow();
    }

    private static Manifest manifest(ResultSet row) throws SQLException {
        return new Manifest(
                row.getLong("size"),
                row.getInt("piece_size"),
                HashAlgorithm.of(row.getString("algorithm")),
                row.getBytes("piece_hashes"),
                row.getBytes("file_hash"),
                row.getObject("tree_size") == null
                        ? null
                        : new Manifest.Folder(row.getInt("tree_size"), row.getInt("files")));
    }

    private static SharedFile file(ResultSet row) throws SQLException {
        return new SharedFile(
                row.getLong("id"),
                new GroupRef(row.getLong("group_id"), row.getString("group_name")),
                row.getString("name"),
                FileId.of(row.getBytes("content_id")),
                row.getBoolean("newest"));
    }

    private static ShareInfo share(ResultSet row) throws SQLException {
        return new ShareInfo(
                row.getString("group_name"),
                row.getString("name"),
                FileId.of(row.getBytes("content_id")),
                row.getLong("size"),
                row.getInt("version"));
    }
}
