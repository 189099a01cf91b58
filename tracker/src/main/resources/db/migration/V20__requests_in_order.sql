set local lock_timeout = '4s';

create index join_request_in_order on join_request (group_id, id);
