-- On its own, since those who attach and those who log in lock the two tables in either order.
create index attachment_fingerprint on attachment (fingerprint) where fingerprint is not null;
