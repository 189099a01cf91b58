-- A table is named in the code of one room alone: see docs/decisions. What the rooms above read of it
-- is a view, in which a lock of a row is a lock of the table's.

create view person as select id, name from account;

create view live_session as
    select s.id, s.account_id, a.name, s.address, s.started_at
    from session s join account a on a.id = s.account_id;

create view group_ref as select id, name from grp;

create view member as select id, group_id, account_id from membership;

create view shared_file as
    select id, group_id, name, content_id, size, piece_size, algorithm, file_hash from file;

create view sharer as select file_id, account_id, since from share;
