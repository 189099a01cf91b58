-- Who else has proved a fingerprint: see docs/decisions/0020.
create index device_fingerprint on device (fingerprint) where fingerprint is not null;
