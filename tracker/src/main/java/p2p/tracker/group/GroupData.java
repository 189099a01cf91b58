package p2p.tracker.group;

import jakarta.inject.Singleton;
import java.util.Map;
import p2p.tracker.account.PersonalData;

@Singleton
final class GroupData implements PersonalData {

    @Override
    public Map<String, String> queries() {
        return Map.of(
                "memberships",
                """
                select g.name as "group", m.joined_at as joined,
                       case when g.owner_id = m.account_id then 'OWNER' else m.role end as role
                from membership m join grp g on g.id = m.group_id
                where m.account_id = (select id from me) order by m.id
                """,
                "requests",
                """
                select g.name as "group", r.requested_at as requested
                from join_request r join grp g on g.id = r.group_id
                where r.account_id = (select id from me) order by r.id
                """,
                "invitations",
                """
                select g.name as "group", i.note, i.uses, i.used, i.made_at as made,
                       i.expires_at as expires
                from invitation i join grp g on g.id = i.group_id
                where i.made_by = (select id from me) order by i.id
                """);
    }
}
