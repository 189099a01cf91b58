-- An invitation's code as words, for some minutes: sealed by a key that only the words give.
create table spoken_code (
    which         int         primary key check (which between 0 and 1073741823),
    invitation_id bigint      not null references invitation (id) on delete cascade,
    salt          bytea       not null check (length(salt) = 16),
    sealed        bytea       not null check (length(sealed) between 17 and 4096),
    tries         int         not null check (tries between 0 and 5),
    expires_at    timestamptz not null,
    constraint spoken_code_invitation_unique unique (invitation_id)
);
