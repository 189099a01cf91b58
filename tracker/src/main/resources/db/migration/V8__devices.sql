-- The peer that an account has logged in at last, and whose key renews its session until it logs out.
create table device (
    id          bigint generated always as identity primary key,
    account_id  bigint      not null references account (id) on delete cascade,
    fingerprint bytea       not null check (length(fingerprint) = 32),
    since       timestamptz not null,
    proved_at   timestamptz not null,
    constraint device_account_unique unique (account_id)
);
