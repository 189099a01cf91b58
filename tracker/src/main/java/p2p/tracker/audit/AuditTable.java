package p2p.tracker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.Json;
import p2p.protocol.api.AuditEntry;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;
import p2p.tracker.request.RequestId;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;

/** What is added to it stays for so many days, whatever becomes of whom it names. */
@ApplicationScoped
class AuditTable {

    private static final ObjectMapper JSON = Json.lenient();

    private final Sql sql;
    private final int days;
    private final Repeated trims = new Repeated("the audit cannot be trimmed");

    AuditTable(Sql sql, @ConfigProperty(name = "p2p.audit.days", defaultValue = "365") int days) {
        this.sql = sql;
        this.days = days;
    }

    void add(AuditLine line) {
        sql.update(
                "insert into audit (what, group_id, group_name, user_name, details)"
                        + " values (?, ?, ?, ?, ?)",
                line.what(),
                line.group().map(GroupRef::id).orElse(null),
                line.group().map(GroupRef::name).orElse(null),
                line.user(),
                json(line));
    }

    /** The newest first, of those before this one. */
    List<AuditEntry> of(GroupRef group, long before, int most) {
        return sql.list(
                AuditTable::entry,
                "select id, at, what, user_name, details from audit"
                        + " where group_id = ? and id < ? order by id desc limit ?",
                group.id(),
                before,
                most);
    }

    /**
     * Changes with what is added about any group that the person is in, and with these. Rows about
     * one group are added one after the other, as it is changed.
     */
    String mark(Person person) {
        return sql.first(
                        row -> row.getString("mark"),
                        """
                        select concat_ws('-', count(*), sum(m.id), sum(newest.id)) as mark
                        from member m left join lateral (
                                select a.id from audit a where a.group_id = m.group_id
                                order by a.id desc limit 1) newest on true
                        where m.account_id = ?
                        """,
                        person.id())
                .orElseThrow();
    }

    @Scheduled(every = "1h", delayed = "2m", skipExecutionIf = ApplicationNotRunning.class)
    void trim() {
        trims.run(() ->
                sql.update("delete from audit where at < now() - make_interval(days => ?)", days));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        try {
            return new AuditEntry(
                    row.getLong("id"),
                    Sql.instant(row, "at"),
                    row.getString("what"),
                    row.getString("user_name"),
                    JSON.readValue(row.getString("details"), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what was kept: " + e.getOriginalMessage(), e);
        }
    }

    /** With the request, which the log's lines have anyway. */
    private static String json(AuditLine line) {
        var details = new LinkedHashMap<>(line.details());
        RequestId.current().ifPresent(id -> details.put("request", id));
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line.text(), e);
        }
    }
}
