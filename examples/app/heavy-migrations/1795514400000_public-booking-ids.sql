-- Up Migration

-- At once in development. Every row gets another default, so production's table is written anew with
-- all its indexes, and whoever reads or writes a booking meanwhile waits.
alter table bookings add column public_id uuid not null default gen_random_uuid() unique;

-- Down Migration

alter table bookings drop column public_id;
