import { expect, test } from '@jest/globals';
import { referenceTableFindings } from '../../src/validation/referencetables.js';
import { useCures, type Case } from './cures.js';
import { reached, visitOf } from './runs.js';

const { database, superuser, prove } = useCures();
const CATEGORIES = [{ table: 'categories', mode: 'upsert' }] as const;

const WRITTEN: readonly (Omit<Case, 'name' | 'verdict'> & { name?: string })[] = [
  { title: 'no UPDATE', broken: 'revoke update on categories from app_user', found: /lacks/ },
  { title: 'no INSERT', broken: 'revoke insert on categories from app_user', found: /lacks/ },
  { title: 'no SELECT', broken: 'revoke select on categories from app_user', found: /lacks/ },
  {
    title: 'a sequence that it may not set',
    broken: 'revoke update on sequence categories_id_seq from app_user',
    found: /lacks/,
  },
  {
    title: 'a policy',
    broken: 'alter table categories enable row level security',
    found: /policies hide rows/,
  },
  {
    title: 'no temporary tables',
    broken:
      "do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$",
    name: 'temporary tables in production',
    found: /may not create temporary tables/,
  },
];

test.each(WRITTEN)('$title: told, and cured by the printed SQL', async (broken) => {
  const name = broken.name ?? 'reference table categories in DIRECT_URL';
  await prove({ ...broken, name, verdict: 'fail' }, (direct, visit) =>
    referenceTableFindings(direct, 'written', CATEGORIES, false, visit),
  );
});

test('reading needs SELECT alone', async () => {
  await superuser('revoke insert, update, delete on categories from app_user');
  const dev = await reached(database().userUrl, 'DEV_DATABASE_URL');
  const look = () => referenceTableFindings(dev, 'read', CATEGORIES, false, visitOf());
  expect(await look()).toMatchObject([{ verdict: 'pass' }]);
  await superuser('revoke select on categories from app_user');
  const fix = 'grant select on public.categories to app_user;';
  expect(await look()).toMatchObject([{ verdict: 'fail', fix }]);
});
