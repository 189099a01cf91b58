-- Names are ASCII (see p2p.protocol.Names); collate "C" makes every database order them alike.

create table account (
    id            bigint generated always as identity primary key,
    name          text        collate "C" not null check (length(name) between 1 and 64),
    password_hash text        not null,
    created_at    timestamptz not null
);

create unique index account_name_unique on account (lower(name));

-- A row is a live session; ending a session deletes it.
create table session (
    id           bigint generated always as identity primary key,
    account_id   bigint      not null references account (id),
    token_hash   bytea       not null check (length(token_hash) = 32),
    listen       text,
    address      text        not null,
    started_at   timestamptz not null,
    constraint session_account_unique unique (account_id),
    constraint session_token_unique unique (token_hash),
    constraint session_listen_unique unique (listen)
);

-- owner_id in the group's own row makes "exactly one owner" true by construction.
create table grp (
    id         bigint generated always as identity primary key,
    name       text        collate "C" not null check (length(name) between 1 and 64),
    owner_id   bigint      not null,
    created_at timestamptz not null
);

create unique index grp_name_unique on grp (lower(name));

-- The ids are given out under the group's row lock, so their order is the order of joining.
create table membership (
    id         bigint generated always as identity primary key,
    group_id   bigint      not null references grp (id) on delete cascade,
    account_id bigint      not null references account (id),
    joined_at  timestamptz not null,
    constraint membership_unique unique (group_id, account_id)
);

create index membership_account on membership (account_id);

-- The owner is a member: checked when the transaction commits.
alter table grp
    add constraint grp_owner_is_member foreign key (id, owner_id)
    references membership (group_id, account_id) deferrable initially deferred;

create table join_request (
    id           bigint generated always as identity primary key,
    group_id     bigint      not null references grp (id) on delete cascade,
    account_id   bigint      not null references account (id),
    requested_at timestamptz not null,
    constraint join_request_unique unique (group_id, account_id)
);

create index join_request_account on join_request (account_id);
