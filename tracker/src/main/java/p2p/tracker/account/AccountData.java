package p2p.tracker.account;

import jakarta.inject.Singleton;
import java.util.Map;

/** Of the password there is only a hash, which is of no use to anybody, and is not told. */
@Singleton
final class AccountData implements PersonalData {

    @Override
    public Map<String, String> queries() {
        return Map.of(
                "account",
                """
                select name, created_at as created, most_devices as "mostDevices", administrator,
                    disabled_at as disabled
                from account where id = (select id from me)
                """,
                "passwordResets",
                """
                select ends_at as expires from password_reset where account_id = (select id from me)
                """,
                "devices",
                """
                select name, encode(fingerprint, 'hex') as fingerprint, address, since, seen_at as seen
                from device where account_id = (select id from me) order by id
                """,
                "browsers",
                """
                select name, address, since, seen_at as seen, ends_at as ends
                from browser where account_id = (select id from me) order by id
                """,
                "sessions",
                """
                select address, listen, started_at as started
                from session where account_id = (select id from me) order by id
                """);
    }
}
