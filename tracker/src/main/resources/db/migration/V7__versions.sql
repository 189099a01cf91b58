-- A name stands for its newest version. A row in file is a content that somebody shares: the newest one
-- has its name in name, an older one in version_of and in name what nobody can call a file.
alter table file
    add column version_of text collate "C" check (octet_length(version_of) between 1 and 1024),
    add constraint file_older_has_no_name check (version_of is null or name = '~' || id);

create index file_of_name on file (group_id, coalesce(version_of, name), content_id);

-- All versions that a name had, the last hundred of them, whether anybody shares their content or not.
create table file_version (
    group_id   bigint      not null references grp (id) on delete cascade,
    name       text        collate "C" not null,
    number     int         not null check (number > 0),
    content_id bytea       not null check (length(content_id) = 32),
    size       bigint      not null,
    files      int,
    account_id bigint      references account (id) on delete set null,
    published  timestamptz not null,
    primary key (group_id, name, number)
);

create index file_version_account on file_version (account_id);

insert into file_version (group_id, name, number, content_id, size, files, account_id, published)
    select f.group_id, f.name, 1, f.content_id, f.size - coalesce(f.tree_size, 0), f.files,
           first.account_id, coalesce(first.since, clock_timestamp())
    from file f
    left join lateral (select s.account_id, s.since from share s where s.file_id = f.id
        order by s.since, s.account_id limit 1) first on true;

create view known_version as
    select group_id, name, number, content_id, size, files, account_id, published from file_version;

-- Trackers of before find by this view what a peer serves, so they do not refuse an older version.
create or replace view shared_file as
    select id, group_id, coalesce(version_of, name) as name, content_id, size, piece_size, algorithm,
           file_hash, files, tree_size, version_of is null as newest
    from file;
