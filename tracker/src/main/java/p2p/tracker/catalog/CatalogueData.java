package p2p.tracker.catalog;

import jakarta.inject.Singleton;
import java.util.Map;
import p2p.tracker.account.PersonalData;

@Singleton
final class CatalogueData implements PersonalData {

    @Override
    public Map<String, String> queries() {
        return Map.of(
                "shares",
                """
                select r.name as "group", coalesce(f.version_of, f.name) as file,
                       encode(f.content_id, 'hex') as id, f.size, s.since,
                       (select count(*) from share_device d
                        where d.file_id = s.file_id and d.account_id = s.account_id) as devices
                from share s join file f on f.id = s.file_id join group_ref r on r.id = s.group_id
                where s.account_id = (select id from me) order by s.since, f.id
                """,
                "published",
                """
                select r.name as "group", v.name as file, v.number as version, v.published
                from file_version v join group_ref r on r.id = v.group_id
                where v.account_id = (select id from me) order by v.published, v.number
                """);
    }
}
