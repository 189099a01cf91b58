-- A way into a group that stands for its owner's approval: see docs/decisions. Of the code only the
-- hash is kept.
create table invitation (
    id         bigint generated always as identity primary key,
    group_id   bigint      not null references grp (id) on delete cascade,
    code_hash  bytea       not null check (length(code_hash) = 32),
    note       text        check (length(note) between 1 and 200),
    uses       int         not null check (uses between 1 and 1000),
    used       int         not null check (used between 0 and uses),
    made_by    bigint      references account (id) on delete set null,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    constraint invitation_code_unique unique (code_hash)
);

create index invitation_group on invitation (group_id);
create index invitation_account on invitation (made_by);
