-- An event names a group: see docs/decisions/0036. A tracker of before goes by topic and ids, as ever.
set local lock_timeout = '4s';

alter table swarm_event
    add column group_id   bigint,
    add column account_id bigint,
    add column reach      text,
    add constraint swarm_event_of_group check (group_id is null = (reach is null)) not valid;

-- What a start reads.
create index swarm_event_rights on swarm_event (id) where topic = 'everyone';

-- The run of it that reads events of groups: a tracker of before, which knows nothing of this column,
-- makes it out of date by writing another incarnation.
alter table tracker add column by_group uuid;
