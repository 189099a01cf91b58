-- Keys can be wrapped with a secret of the operator's, whose id then stands beside them, and in
-- key_wrapping for those that are added: see docs/decisions/0040. A tracker of before reads none of
-- these, so where one has made keys they stay in the clear until somebody asks otherwise.
set local lock_timeout = '4s';

create table key_wrapping (
    id     int   primary key check (id = 1),
    secret bytea
);

insert into key_wrapping (id) select 1 where exists (select from signing_key)
    or exists (select from tracker_identity) or exists (select from relay_key);

alter table signing_key add column wrapped_by bytea;
alter table tracker_identity add column wrapped_by bytea;
alter table relay_key
    add column wrapped_by bytea,
    drop constraint relay_key_key_check,
    add check (wrapped_by is not null or length(key) = 32);
