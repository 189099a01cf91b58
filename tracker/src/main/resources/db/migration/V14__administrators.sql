alter table account
    add column administrator boolean not null default false,
    add column disabled_at timestamptz;

create table password_reset (
    account_id bigint      primary key references account on delete cascade,
    code_hash  bytea       not null,
    ends_at    timestamptz not null
);
