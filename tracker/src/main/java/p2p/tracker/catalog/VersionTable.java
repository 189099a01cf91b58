package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import p2p.protocol.file.FileId;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;
import p2p.tracker.store.Sql;

/**
 * Which versions each name has had. To be called inside a transaction; what changes a name's has
 * its files locked.
 */
@ApplicationScoped
class VersionTable {

    private static final String ADD =
            """
            insert into file_version (group_id, name, number, content_id, size, files,
                                      account_id, published)
            select f.group_id, f.name, 1 + coalesce((select max(number) from file_version v
                       where v.group_id = f.group_id and v.name = f.name), 0),
                   f.content_id, f.size - coalesce(f.tree_size, 0), f.files,
            """;
    private static final String BY_A_PERSON =
            ADD + " ?, clock_timestamp() from shared_file f where f.id = ?";

    /** What a tracker of before took in, by whoever has shared it for the longest time. */
    private static final String BY_THE_FIRST =
            ADD
                    + """
                    s.account_id, s.since
                    from shared_file f join share s on s.file_id = f.id
                    where f.id = ? order by s.since, s.account_id limit 1
                    """;

    private static final String OF_NAME = " from file_version where group_id = ? and name = ?";

    /** Versions that nobody shares come first, the oldest of them before the others. */
    private static final String TOO_MANY =
            """
            delete from file_version where group_id = ? and name = ? and number in (
                select v.number from file_version v
                left join shared_file f on f.group_id = v.group_id and f.name = v.name
                    and f.content_id = v.content_id
                where v.group_id = ? and v.name = ?
                order by coalesce(f.newest, false), f.id is not null, v.number
                limit greatest(0, (select count(*) - ?
            """
                    + OF_NAME
                    + ")))";

    private final Sql sql;

    VersionTable(Sql sql) {
        this.sql = sql;
    }

    /** A new version, which is this file's content. */
    void add(SharedFile file, Person publisher) {
        sql.update(BY_A_PERSON, publisher.id(), file.id());
    }

    void addByTheFirst(SharedFile file) {
        sql.update(BY_THE_FIRST, file.id());
    }

    /** The last version that had this content. */
    int number(GroupRef group, String name, FileId content) {
        return sql.ids(
                        "select coalesce(max(number), 1)" + OF_NAME + " and content_id = ?",
                        group.id(),
                        name,
                        content.bytes())
                .getFirst()
                .intValue();
    }

    Optional<FileId> content(GroupRef group, String name, int number) {
        return sql.first(
                row -> FileId.of(row.getBytes(1)),
                "select content_id" + OF_NAME + " and number = ?",
                group.id(),
                name,
                number);
    }

    boolean isPublisher(Person person, GroupRef group, String name) {
        return sql.first(
                        _ -> true,
                        "select 1" + OF_NAME + " and account_id = ? limit 1",
                        group.id(),
                        name,
                        person.id())
                .isPresent();
    }

    void keepNoMoreThan(int most, GroupRef group, String name) {
        sql.update(TOO_MANY, group.id(), name, group.id(), name, most, group.id(), name);
    }

    boolean isVersion(SharedFile file) {
        return !sql.ids(
                        "select number" + OF_NAME + " and content_id = ? limit 1",
                        file.group().id(),
                        file.name(),
                        file.content().bytes())
                .isEmpty();
    }

    /** All versions of its name. */
    void forget(SharedFile file) {
        sql.update("delete" + OF_NAME, file.group().id(), file.name());
    }

    /** Of names that nobody shares any more. */
    void forget(GroupRef group, List<String> names) {
        sql.update(
                "delete from file_version v where v.group_id = ? and v.name = any (?) and not exists"
                        + " (select 1 from shared_file f where f.group_id = v.group_id and f.name = v.name)",
                group.id(),
                names);
    }
}
