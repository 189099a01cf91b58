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

create function tell_of_role() returns trigger language plpgsql as $$
begin
    insert into swarm_event (topic, ids, body, group_id, account_id, reach)
        select 'accounts', '{}',
               case when g.owner_id = new.account_id then 'OWNER' else new.role end || ' ' || g.name,
               new.group_id, new.account_id, 'place'
        from grp g where g.id = new.group_id;
    return null;
end $$;

create trigger membership_role_changed after update of role on membership
    for each row when (old.role <> new.role) execute function tell_of_role();

create function tell_of_members() returns trigger language plpgsql as $$
begin
    insert into swarm_event (topic, ids, body, group_id, account_id, reach)
        select 'accounts', '{}',
               case when g.owner_id = t.account_id then 'OWNER' else t.role end || ' ' || g.name,
               t.group_id, t.account_id, 'place'
        from those t join grp g on g.id = t.group_id;
    return null;
end $$;

create trigger membership_came_told after insert on membership
    referencing new table as those for each statement execute function tell_of_members();

create function tell_of_leavers() returns trigger language plpgsql as $$
begin
    insert into swarm_event (topic, ids, body, group_id, account_id, reach)
        select 'accounts', '{}', '', t.group_id, t.account_id, 'place' from those t;
    return null;
end $$;

create trigger membership_went_told after delete on membership
    referencing old table as those for each statement execute function tell_of_leavers();
