-- A file in a group. The same content in two groups is two files.
create table file (
    id           bigint generated always as identity primary key,
    group_id     bigint      not null references grp (id),
    name         text        collate "C" not null check (octet_length(name) between 1 and 1024),
    content_id   bytea       not null check (length(content_id) = 32),
    size         bigint      not null check (size between 0 and 16::bigint << 40),
    piece_size   int         not null check (piece_size between 1 << 18 and 1 << 24),
    algorithm    text        not null check (algorithm in ('sha-256', 'sha-1')),
    file_hash    bytea       not null,
    piece_hashes bytea       not null check (length(piece_hashes) <= 32 << 20),
    constraint file_name_unique unique (group_id, name),
    constraint file_in_group unique (id, group_id)
);

-- Hashes do not compress.
alter table file alter column piece_hashes set storage external;

-- Who shares a file, whether they are attached or not. Only members share: checked at commit.
create table share (
    file_id    bigint      not null,
    group_id   bigint      not null,
    account_id bigint      not null references account (id),
    since      timestamptz not null,
    primary key (file_id, account_id),
    constraint share_file foreign key (file_id, group_id) references file (id, group_id),
    constraint share_member foreign key (group_id, account_id)
        references membership (group_id, account_id) deferrable initially deferred
);

create index share_account on share (account_id, group_id);

-- One row a tracker's number; incarnation tells one run of it from the next.
create table tracker (
    number      int         primary key,
    incarnation uuid        not null,
    address     text        not null,
    version     text        not null,
    started     timestamptz not null,
    last_beat   timestamptz not null,
    down_since  timestamptz,
    sessions    int         not null
);

-- A session's WebSocket; before its first one there is no connection, tracker or address. An orphan
-- has none at the moment, and ends unless it is attached in time. Whoever ends the session deletes
-- its attachment: checked at commit.
create table attachment (
    session_id  bigint      primary key references session (id) deferrable initially deferred,
    account_id  bigint      not null references account (id),
    connection  uuid,
    tracker     int         references tracker (number),
    orphaned_at timestamptz,
    address     text,
    fingerprint bytea       check (length(fingerprint) = 32),
    encrypted   boolean,
    reachable   boolean     not null,
    last_ticket timestamptz,
    check (num_nulls(connection, tracker, address, fingerprint, encrypted) in (0, 5)),
    check (connection is not null or (orphaned_at is not null and not reachable))
);

create index attachment_account on attachment (account_id);
create unique index attachment_connection on attachment (connection);
create index attachment_tracker on attachment (tracker);
create index attachment_orphaned on attachment (orphaned_at) where orphaned_at is not null;

-- Which files an attached peer has, wholly or in part.
create table serving (
    session_id bigint  not null references attachment (session_id),
    file_id    bigint  not null references file (id),
    complete   boolean not null,
    primary key (file_id, session_id)
);

create index serving_session on serving (session_id);

-- The keys that tickets are signed with, each from its signs_from until the next one's.
create table signing_key (
    id          int generated always as identity primary key,
    public_key  bytea       not null,
    private_key bytea       not null,
    signs_from  timestamptz not null
);

-- The event log: see docs/decisions. tx orders the rows so that a reader can skip none.
create table swarm_event (
    id    bigint generated always as identity primary key,
    tx    xid8        not null default pg_current_xact_id(),
    at    timestamptz not null default clock_timestamp(),
    topic text        not null check (topic in ('everyone', 'accounts', 'sessions', 'files')),
    ids   bigint[]    not null,
    body  text        not null
);

create index swarm_event_tx on swarm_event (tx);
create index swarm_event_at on swarm_event (at);
