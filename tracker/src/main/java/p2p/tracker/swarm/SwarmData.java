package p2p.tracker.swarm;

import jakarta.inject.Singleton;
import java.util.Map;
import p2p.tracker.account.PersonalData;

@Singleton
final class SwarmData implements PersonalData {

    @Override
    public Map<String, String> queries() {
        return Map.of(
                "peers",
                """
                select tracker, address, encode(fingerprint, 'hex') as fingerprint, encrypted,
                       told as "toldAddresses", reachable, orphaned_at as gone, last_ticket as "lastTicket"
                from attachment where account_id = (select id from me) order by session_id
                """,
                "serving",
                """
                select r.name as "group", f.name as file, v.complete
                from attachment a join serving v on v.session_id = a.session_id
                    join shared_file f on f.id = v.file_id join group_ref r on r.id = f.group_id
                where a.account_id = (select id from me) order by f.id, a.session_id
                """);
    }
}
