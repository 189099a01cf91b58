-- The same of members; by itself, so that no two tables are locked in an order that requests do not have.
set local lock_timeout = '4s';

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
