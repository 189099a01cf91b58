-- Where people are signed in at a tracker's page, beside their devices: see docs/decisions. A tracker
-- of before ends none of these; they end with the account, and soon by themselves.
create table browser (
    id         bigint generated always as identity primary key,
    account_id bigint      not null references account (id) on delete cascade,
    name       text        collate "C" not null check (length(name) between 1 and 64),
    token_hash bytea       not null unique check (length(token_hash) = 32),
    address    text        not null,
    since      timestamptz not null,
    seen_at    timestamptz not null,
    ends_at    timestamptz not null
);

create index browser_account on browser (account_id);
create index browser_ends on browser (ends_at);
