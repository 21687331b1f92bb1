-- Production before the deploy: the released schema, its catalogue, 400 customers and 5,000 bookings.
-- Every value is fixed: md5 of the row number stands in for chance.

insert into categories (id, slug, name, description, position) values
  (1, 'hair',     'Hair',     'Cuts, colour and care',            1),
  (2, 'massage',  'Massage',  'Classic and sports massage',       2),
  (3, 'nails',    'Nails',    'Manicure and pedicure',            3),
  (4, 'wellness', 'Wellness', 'Sauna and steam bath',             4),
  (5, 'fitness',  'Fitness',  'Personal training by the hour',    5),
  (6, 'medical',  'Medical',  'Physiotherapy, with prescription', 6);

insert into services (id, category_id, slug, name, description, price_cents, options, active) values
  ( 1, 1, 'haircut',           'Haircut',           'Wash, cut and blow-dry',            4200, '{"minutes": 45, "staff": ["Ada", "Noor"]}', true),
  ( 2, 1, 'hair-colour',       'Hair colour',       'Full colour, ammonia-free',         8900, '{"minutes": 120, "patch_test": true}',      true),
  ( 3, 2, 'classic-massage',   'Classic massage',   'Back, neck and shoulders',          6500, '{"minutes": 50}',                           true),
  ( 4, 2, 'sports-massage',    'Sports massage',    'Before or after the race',          7200, '{"minutes": 50, "room": "B"}',              true),
  ( 5, 3, 'manicure',          'Manicure',          'File, care and polish',             3500, '{"minutes": 40}',                           true),
  ( 6, 3, 'pedicure',          'Pedicure',          'Foot bath included',                4500, '{"minutes": 50}',                           true),
  ( 7, 4, 'sauna-evening',     'Sauna evening',     'Three hours, towels included',      2900, '{"minutes": 180, "capacity": 12}',          true),
  ( 8, 4, 'steam-bath',        'Steam bath',        'With eucalyptus',                   1900, '{}',                                        true),
  ( 9, 5, 'personal-training', 'Personal training', 'One hour with a certified trainer', 7000, '{}',                                        true),
  (10, 5, 'body-analysis',     'Body analysis',     'Measurement and a written plan',    4900, '{"minutes": 30}',                           true),
  (11, 6, 'physiotherapy',     'Physiotherapy',     'Bring your prescription',           5800, '{"minutes": 25, "prescription": true}',     true),
  (12, 6, 'fango-pack',        'Fango pack',        'Retired in 2026',                   2600, '{"minutes": 20}',                           false);

insert into users (id, email, name, phone, password_hash, preferences, created_at)
select n,
       format('customer%s@example.com', n),
       (array['Ada', 'Bo', 'Chloé', 'Dmitri', 'Élodie', 'Faisal', 'Grace', 'Hana', 'Ines', 'Jürgen'])[1 + n % 10]
         || ' ' || (array['Okafor', 'Silva', 'Nguyễn', 'O''Neill', 'Kowalski', 'Müller', 'Haddad'])[1 + n % 7],
       -- Every fourth customer gave no phone; families share one.
       case when n % 4 <> 0 then '+4930' || lpad((n / 2)::text, 7, '0') end,
       '$scrypt$' || md5('password ' || n),
       jsonb_build_object('newsletter', n % 3 = 0, 'language', (array['de', 'en', 'fr'])[1 + n % 3]),
       timestamptz '2025-03-12 08:00+00' + n * interval '17 hours'
  from generate_series(1, 400) n;

-- Booking n takes slot n / 12 of service n % 12, so that no two share one; every 25th was cancelled.
insert into bookings (user_id, service_id, status, starts_at, ends_at, price_cents, details, created_at, updated_at)
select 1 + chance % 400,
       service.id,
       case
         when n % 25 = 0 then 'cancelled'
         when n <= 4500 or not service.active then (array['completed', 'completed', 'completed', 'no_show', 'cancelled'])[1 + chance % 5]
         else (array['confirmed', 'confirmed', 'pending'])[1 + chance % 3]
       end::booking_status,
       slot.starts_at,
       slot.starts_at + interval '1 hour',
       service.price_cents,
       jsonb_build_object('channel', (array['web', 'phone', 'walk-in'])[1 + chance % 3])
         || case when chance % 9 = 0 then '{"note": "Prefers \"Ada\"; allergic to nuts"}'::jsonb else '{}' end,
       slot.starts_at - interval '6 days',
       slot.starts_at - interval '6 days'
  from generate_series(1, 5000) n
 cross join lateral (select ('x' || substr(md5(n::text), 1, 7))::bit(28)::integer as chance) dice
  join services service on service.id = 1 + n % 12
 cross join lateral (
   select timestamptz '2026-10-14 08:00+00' + (n / 12 / 10) * interval '1 day' + (n / 12 % 10) * interval '1 hour' as starts_at
 ) slot
 order by n;

insert into booking_status_changes (booking_id, old_status, new_status, changed_at)
select id, 'confirmed', status, starts_at - interval '1 day'
  from bookings where status = 'cancelled';

select setval(pg_get_serial_sequence('categories', 'id'), (select max(id) from categories)),
       setval(pg_get_serial_sequence('services', 'id'), (select max(id) from services)),
       setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users));
