-- The key by which peers know all trackers of this database: see docs/decisions/0039.
create table tracker_identity (
    id          int   primary key check (id = 1),
    public_key  bytea not null,
    private_key bytea not null
);
