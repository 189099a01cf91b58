package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private static final String FIND =
            """
            select f.id, f.name, f.content_id, g.id as group_id, g.name as group_name
            from file f join group_ref g on g.id = f.group_id
            """;

    private static final String MINE =
            """
            select g.name as group_name, f.name, f.content_id,
                   f.size - coalesce(f.tree_size, 0) as size
            from share s join file f on f.id = s.file_id join group_ref g on g.id = f.group_id
            where s.account_id = ? order by g.name collate "C", f.name
            """;

    private final Sql sql;

    FileTable(Sql sql) {
        this.sql = sql;
    }

    /** The new file's id, or nothing where the name is taken in the group. */
    Optional<Long> insert(GroupRef group, String name, FileId content, Manifest manifest) {
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
                .findFirst();
    }

    /** The file with this name, which cannot go before the transaction ends. */
    Optional<SharedFile> keep(GroupRef group, String name) {
        return sql.first(
                FileTable::file,
                FIND + " where f.group_id = ? and f.name = ? for key share of f",
                group.id(),
                name);
    }

    /** The file with this name, which nobody else can begin or stop to share meanwhile. */
    Optional<SharedFile> lock(GroupRef group, String name) {
        return sql.first(
                FileTable::file,
                FIND + " where f.group_id = ? and f.name = ? for update of f",
                group.id(),
                name);
    }

    List<SharedFile> lock(Collection<Long> ids) {
        return sql.list(
                FileTable::file, FIND + " where f.id = any (?) order by f.id for update of f", ids);
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
                FileId.of(row.getBytes("content_id")));
    }

    private static ShareInfo share(ResultSet row) throws SQLException {
        return new ShareInfo(
                row.getString("group_name"),
                row.getString("name"),
                FileId.of(row.getBytes("content_id")),
                row.getLong("size"));
    }
}
