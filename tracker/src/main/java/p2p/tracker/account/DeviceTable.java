package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.tracker.store.Sql;

/**
 * The devices of accounts. To be called inside a transaction, and to be changed by whoever has
 * locked the account to change it; sessions are locked before their devices.
 */
@ApplicationScoped
class DeviceTable {

    private static final String FIND =
            "select id, name, fingerprint, since, seen_at, address, proved_at from device d where ";

    /** A tracker of before ends sessions, and leaves the devices of programs. */
    private static final String IS_LOGGED_IN =
            " and (fingerprint is not null"
                    + " or exists (select 1 from session s where s.device_id = d.id))";

    /** What a tracker of before has begun, where it can be of one device alone. */
    private static final String ADOPT =
            """
            update session s set device_id = free.id
            from (select min(d.id) as id from device d where d.account_id = ?
                    and not exists (select 1 from session t where t.device_id = d.id)
                having count(*) = 1) free
            where s.account_id = ? and s.device_id is null
                and 1 = (select count(*) from session t
                    where t.account_id = ? and t.device_id is null)
            """;

    private static final String FORGET_LEFT_OVER =
            "delete from device d where account_id = ? and fingerprint is null"
                    + " and not exists (select 1 from session s where s.device_id = d.id)";

    private final Sql sql;

    DeviceTable(Sql sql) {
        this.sql = sql;
    }

    /** The database's clock, which is the same for every tracker. */
    Instant now() {
        return sql.now();
    }

    int most(Person person) {
        return sql.ids("select most_devices from account where id = ?", person.id())
                .getFirst()
                .intValue();
    }

    void setMost(Person person, int most) {
        sql.update("update account set most_devices = ? where id = ?", most, person.id());
    }

    /** In the order in which they have logged in. */
    List<Device> of(Person person) {
        return sql.list(
                DeviceTable::device,
                FIND + "account_id = ?" + IS_LOGGED_IN + " order by since, id",
                person.id());
    }

    Optional<Device> withKey(Person person, Fingerprint key) {
        return sql.first(
                DeviceTable::device,
                FIND + "account_id = ? and fingerprint = ?",
                person.id(),
                key.bytes());
    }

    Optional<String> name(long device) {
        return sql.first(row -> row.getString("name"), FIND + "id = ?", device);
    }

    /** Whether that session's device is the one of this key, and has proved it. */
    boolean hasProved(long session, Fingerprint key) {
        return !sql.ids(
                        "select d.id from session s join device d on d.id = s.device_id"
                                + " where s.id = ? and d.fingerprint = ? and d.proved_at > 'epoch'",
                        session,
                        key.bytes())
                .isEmpty();
    }

    boolean isProvedByOther(Person person, Fingerprint key) {
        return !sql.ids(
                        "select id from device where fingerprint = ? and account_id <> ?"
                                + " and proved_at > 'epoch' limit 1",
                        key.bytes(),
                        person.id())
                .isEmpty();
    }

    /** {@code proved} is the time of its proof; without one it has yet to prove its key. */
    long add(
            Person person,
            String name,
            Optional<Fingerprint> key,
            Optional<Instant> proved,
            String address,
            Instant now) {
        return sql.ids(
                        "insert into device (account_id, name, fingerprint, address, since, seen_at,"
                                + " proved_at) values (?, ?, ?, ?, ?, ?, ?) returning id",
                        person.id(),
                        name,
                        key.map(Fingerprint::bytes).orElse(null),
                        address,
                        now,
                        now,
                        proved.orElse(Instant.EPOCH))
                .getFirst();
    }

    void renewed(long device, Instant proved, String address, Instant now) {
        sql.update(
                "update device set proved_at = ?, address = ?, seen_at = ? where id = ?",
                proved,
                address,
                now,
                device);
    }

    /** Its session is over; a device without a key is forgotten with it. */
    void sessionEnded(long device, Instant now) {
        sql.update(
                "with gone as (delete from device where id = ? and fingerprint is null)"
                        + " update device set seen_at = ? where id = ? and fingerprint is not null",
                device,
                now,
                device);
    }

    /** Keeps the device from being forgotten until the transaction ends; false where it is. */
    boolean keep(long device) {
        return !sql.ids("select id from device where id = ? for key share", device).isEmpty();
    }

    /** Puts right what a tracker of before has left: sessions without a device, and the reverse. */
    void adopt(Person person) {
        sql.update(ADOPT, person.id(), person.id(), person.id());
        sql.update(FORGET_LEFT_OVER, person.id());
    }

    void forget(long device) {
        sql.update("delete from device where id = ?", device);
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                row.getLong("id"),
                row.getString("name"),
                Optional.ofNullable(row.getBytes("fingerprint"))
                        .map(hash -> new Fingerprint(HexFormat.of().formatHex(hash))),
                Sql.instant(row, "since"),
                Sql.instant(row, "seen_at"),
                Optional.ofNullable(row.getString("address")),
                Sql.instant(row, "proved_at"));
    }
}
