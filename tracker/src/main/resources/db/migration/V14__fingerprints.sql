-- Who else names a fingerprint: see docs/decisions/0020.
create index device_fingerprint on device (fingerprint) where fingerprint is not null;
create index attachment_fingerprint on attachment (fingerprint) where fingerprint is not null;
