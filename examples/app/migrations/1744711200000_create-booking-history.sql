-- Up Migration

create table booking_status_changes (
  booking_id bigint         not null references bookings (id) on delete cascade,
  old_status booking_status not null,
  new_status booking_status not null check (new_status <> old_status),
  changed_at timestamptz    not null default now(),
  primary key (booking_id, changed_at)
);

create function record_booking_status() returns trigger
language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into booking_status_changes (booking_id, old_status, new_status, changed_at)
  values (new.id, old.status, new.status, clock_timestamp());
  return null;
end
$$;

create trigger bookings_record_status after update of status on bookings
  for each row when (old.status is distinct from new.status)
  execute function record_booking_status();

create view booking_overview as
select b.id, b.status, b.starts_at, b.ends_at, b.price_cents,
       u.name as customer, s.name as service, c.name as category
  from bookings b
  join users u on u.id = b.user_id
  join services s on s.id = b.service_id
  join categories c on c.id = s.category_id;

-- Down Migration

drop view booking_overview;
drop trigger bookings_record_status on bookings;
drop function record_booking_status();
drop table booking_status_changes;
