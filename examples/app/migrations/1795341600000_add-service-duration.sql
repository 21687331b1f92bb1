-- Up Migration

-- The default keeps the application that is running during the deploy able to insert.
alter table services add column duration_minutes integer default 60;

update services set duration_minutes = (options ->> 'minutes')::integer where options ? 'minutes';

alter table services
  alter column duration_minutes set not null,
  add constraint services_duration_minutes_check check (duration_minutes between 5 and 480);

create index services_category_duration_idx on services (category_id, duration_minutes) where active;

-- Down Migration

drop index services_category_duration_idx;
alter table services drop column duration_minutes;
