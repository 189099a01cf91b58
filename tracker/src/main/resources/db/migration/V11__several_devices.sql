-- An account may be logged in at several devices, as many as it says: see docs/decisions. A tracker of
-- before knows one device and one session of an account, and names neither.
alter table account
    add column most_devices int not null default 1 check (most_devices between 1 and 20);

-- A program without a key is a device, too, for as long as its session lives.
alter table device
    alter column fingerprint drop not null,
    add column name text collate "C" not null default 'device' check (length(name) between 1 and 64),
    add column address text,
    add column seen_at timestamptz not null default clock_timestamp(),
    drop constraint device_account_unique;

create unique index device_name_unique on device (account_id, lower(name));
create unique index device_fingerprint_unique on device (account_id, fingerprint);

alter table session
    add column device_id bigint references device (id) on delete set null,
    drop constraint session_account_unique;

create index session_account on session (account_id);
create unique index session_device_unique on session (device_id);

insert into device (account_id, since, proved_at, name)
    select s.account_id, s.started_at, 'epoch', 'program' from session s
    where not exists (select 1 from device d where d.account_id = s.account_id);

update device set seen_at = since;

update session s set device_id = d.id from device d where d.account_id = s.account_id;

create or replace view live_session as
    select s.id, s.account_id, a.name, s.address, s.started_at, s.device_id
    from session s join account a on a.id = s.account_id;

-- At which of its devices an account has what it shares. A share of which nothing stands here is one
-- of a tracker of before, or of devices that are gone: it ends as a whole.
create table share_device (
    file_id    bigint not null,
    account_id bigint not null,
    device_id  bigint not null references device (id) on delete cascade,
    primary key (file_id, device_id),
    foreign key (file_id, account_id) references share (file_id, account_id) on delete cascade
);

create index share_device_share on share_device (file_id, account_id);
create index share_device_device on share_device (device_id);
