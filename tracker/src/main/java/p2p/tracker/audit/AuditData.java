package p2p.tracker.audit;

import jakarta.inject.Singleton;
import java.util.Map;
import p2p.tracker.account.PersonalData;

@Singleton
final class AuditData implements PersonalData {

    @Override
    public Map<String, String> queries() {
        return Map.of(
                "audit",
                """
                select at, what, group_name as "group", details
                from audit where user_name = (select name from person where id = (select id from me))
                order by id
                """);
    }
}
