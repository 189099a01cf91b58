-- Who is what in which group is told to all trackers by the database, whichever tracker changes it.
set local lock_timeout = '4s';

create function tell_of_owner() returns trigger language plpgsql as $$
begin
    insert into swarm_event (topic, ids, body, group_id, account_id, reach)
        select 'accounts', '{}', m.role || ' ' || new.name, new.id, m.account_id, 'place'
        from membership m where m.group_id = new.id and m.account_id = old.owner_id;
    insert into swarm_event (topic, ids, body, group_id, account_id, reach)
        values ('accounts', '{}', 'OWNER ' || new.name, new.id, new.owner_id, 'place');
    return null;
end $$;

create trigger grp_owner_changed after update of owner_id on grp
    for each row when (old.owner_id <> new.owner_id) execute function tell_of_owner();
