create table audit (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default clock_timestamp(),
    what       text        collate "C" not null check (length(what) between 1 and 64),
    group_id   bigint,
    group_name text        collate "C",
    user_name  text        collate "C" not null,
    details    text        not null
);

create index audit_group on audit (group_id, id) where group_id is not null;
create index audit_at on audit (at);
