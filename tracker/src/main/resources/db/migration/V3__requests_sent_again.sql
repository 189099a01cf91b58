-- Requests with an idempotency key that were carried out: see docs/decisions. Neither keys nor
-- tokens are kept, only their hashes.
create table answered_request (
    id     bytea       primary key check (length(id) = 32),
    digest bytea       not null check (length(digest) = 32),
    answer text,
    at     timestamptz not null default clock_timestamp()
);

create index answered_request_at on answered_request (at);

-- The log-in that opened the session, where it had a key.
alter table session add column request bytea check (length(request) = 32);
