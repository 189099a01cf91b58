set local lock_timeout = '4s';

create index share_in_order on share (file_id, since, account_id);
