-- How many members a group has: see docs/decisions/0034. The database counts, so that trackers of
-- before do as well. Whoever changes a membership has locked the group's row.
set local lock_timeout = '4s';

alter table grp add column members int not null default 0;

lock table membership in share row exclusive mode;

create function members_came() returns trigger language plpgsql as $$
begin
    update grp g set members = g.members + c.came
        from (select group_id, count(*) as came from those group by group_id) c
        where g.id = c.group_id;
    return null;
end $$;

create function members_went() returns trigger language plpgsql as $$
begin
    update grp g set members = g.members - c.went
        from (select group_id, count(*) as went from those group by group_id) c
        where g.id = c.group_id;
    return null;
end $$;

create trigger membership_came after insert on membership
    referencing new table as those for each statement execute function members_came();

create trigger membership_went after delete on membership
    referencing old table as those for each statement execute function members_went();

update grp g set members = c.members
    from (select group_id, count(*) as members from membership group by group_id) c
    where g.id = c.group_id;

create index membership_in_order on membership (group_id, id);
create index membership_by_role on membership (group_id, role, id);
