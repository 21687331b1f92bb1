-- Up Migration

create type booking_status as enum ('pending', 'confirmed', 'completed', 'cancelled', 'no_show');

create table bookings (
  id          bigint generated always as identity primary key,
  user_id     bigint         not null references users (id) on delete cascade,
  service_id  integer        not null references services (id) on delete restrict,
  status      booking_status not null default 'pending',
  starts_at   timestamptz    not null,
  ends_at     timestamptz    not null,
  price_cents integer        not null check (price_cents >= 0),
  details     jsonb          not null default '{}' check (jsonb_typeof(details) = 'object'),
  created_at  timestamptz    not null default now(),
  updated_at  timestamptz    not null default now(),
  constraint bookings_period_check check (ends_at > starts_at)
);

-- One active booking per service and slot; a cancelled one frees its slot.
create unique index bookings_active_slot_idx on bookings (service_id, starts_at)
  where status in ('pending', 'confirmed');
create index bookings_user_id_idx on bookings (user_id, starts_at);
create index bookings_details_idx on bookings using gin (details jsonb_path_ops);

create function touch_updated_at() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create trigger bookings_touch_updated_at before update on bookings
  for each row execute function touch_updated_at();

-- Down Migration

drop table bookings;
drop function touch_updated_at();
drop type booking_status;
