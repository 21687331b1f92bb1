-- Development, where all migrations are applied: the next catalogue and a handful of test customers.
-- Against production: category 7 and services 13 and 14 are new; category 4 and service 7 have a new
-- description, service 3 a new price. Everything else is the same, row for row.

insert into categories (id, slug, name, description, position) values
  (1, 'hair',     'Hair',     'Cuts, colour and care',                 1),
  (2, 'massage',  'Massage',  'Classic and sports massage',            2),
  (3, 'nails',    'Nails',    'Manicure and pedicure',                 3),
  (4, 'wellness', 'Wellness', 'Sauna, steam bath and a quiet garden',  4),
  (5, 'fitness',  'Fitness',  'Personal training by the hour',         5),
  (6, 'medical',  'Medical',  'Physiotherapy, with prescription',      6),
  (7, 'yoga',     'Yoga',     'Small classes, morning and evening',    7);

insert into services (id, category_id, slug, name, description, price_cents, options, active, duration_minutes) values
  ( 1, 1, 'haircut',           'Haircut',           'Wash, cut and blow-dry',                    4200, '{"minutes": 45, "staff": ["Ada", "Noor"]}', true,   45),
  ( 2, 1, 'hair-colour',       'Hair colour',       'Full colour, ammonia-free',                 8900, '{"minutes": 120, "patch_test": true}',      true,  120),
  ( 3, 2, 'classic-massage',   'Classic massage',   'Back, neck and shoulders',                  6900, '{"minutes": 50}',                           true,   50),
  ( 4, 2, 'sports-massage',    'Sports massage',    'Before or after the race',                  7200, '{"minutes": 50, "room": "B"}',              true,   50),
  ( 5, 3, 'manicure',          'Manicure',          'File, care and polish',                     3500, '{"minutes": 40}',                           true,   40),
  ( 6, 3, 'pedicure',          'Pedicure',          'Foot bath included',                        4500, '{"minutes": 50}',                           true,   50),
  ( 7, 4, 'sauna-evening',     'Sauna evening',     'Three hours, towels and herb tea included', 2900, '{"minutes": 180, "capacity": 12}',          true,  180),
  ( 8, 4, 'steam-bath',        'Steam bath',        'With eucalyptus',                           1900, '{}',                                        true,   60),
  ( 9, 5, 'personal-training', 'Personal training', 'One hour with a certified trainer',         7000, '{}',                                        true,   60),
  (10, 5, 'body-analysis',     'Body analysis',     'Measurement and a written plan',            4900, '{"minutes": 30}',                           true,   30),
  (11, 6, 'physiotherapy',     'Physiotherapy',     'Bring your prescription',                   5800, '{"minutes": 25, "prescription": true}',     true,   25),
  (12, 6, 'fango-pack',        'Fango pack',        'Retired in 2026',                           2600, '{"minutes": 20}',                           false,  20),
  (13, 7, 'yoga-morning',      'Morning yoga',      'Every day at seven',                        1800, '{"capacity": 10}',                          true,   75),
  (14, 2, 'hot-stone-massage', 'Hot stone massage', 'Basalt stones, ninety minutes',             9800, '{"room": "A"}',                             true,   90);

insert into users (id, email, name, phone, password_hash, preferences)
select n, format('tester%s@example.test', n), 'Tester ' || n, '+4930' || lpad(n::text, 7, '0'), '$scrypt$' || md5('test ' || n), '{}'
  from generate_series(1, 5) n;

insert into bookings (user_id, service_id, status, starts_at, ends_at, price_cents)
select 1 + n % 5, 1 + n % 14, 'pending', slot, slot + interval '1 hour', 1000
  from generate_series(1, 20) n
 cross join lateral (select timestamptz '2026-12-14 08:00+00' + n * interval '1 hour' as slot) times;

select setval(pg_get_serial_sequence('categories', 'id'), (select max(id) from categories)),
       setval(pg_get_serial_sequence('services', 'id'), (select max(id) from services)),
       setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users));
