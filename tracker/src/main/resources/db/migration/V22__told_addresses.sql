-- Where a peer says that it is, besides the address that was checked: see docs/decisions/0035. What was
-- said over another connection is out of date, so that a tracker of before, which knows nothing of
-- these columns, makes it void.
set local lock_timeout = '4s';

alter table attachment add column told text[], add column told_by uuid;
