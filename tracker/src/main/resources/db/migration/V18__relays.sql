-- The trackers that join peers who cannot connect to each other: see docs/decisions/0027. Those of
-- which nothing was heard for as long as Trackers.SILENCE are not there.
create view live_tracker as
    select number, incarnation from tracker
    where down_since is null and last_beat > clock_timestamp() - interval '6 seconds';

create table relay (
    tracker     int  primary key,
    incarnation uuid not null,
    address     text not null
);

-- What all relays' passes are sealed with.
create table relay_key (
    id  int   primary key check (id = 1),
    key bytea not null check (length(key) = 32)
);

-- The connection over which the peer said that it can be met at a relay: a tracker of before, which
-- knows nothing of this column, makes it out of date by writing another connection.
alter table attachment add column relayed uuid;
