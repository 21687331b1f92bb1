import { describe, expect, test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { complaints, refusal, useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';

describe('privileges of an ordinary role', () => {
  const asUser = (): Pick<Wish, 'prodUrl' | 'devUrl'> => ({
    prodUrl: world.url('prod').replace(/\/\/[^@]*@/, `//${login(roles.user)}@`),
    devUrl: world.url('dev').replace(/\/\/[^@]*@/, `//${login(roles.user)}@`),
  });

  test('what is missing is printed as the GRANT to run, and after it all is well', async () => {
    await world.run(
      'both',
      `create schema s; create table s.t (id serial primary key, v text); insert into s.t values (1, 'a')`,
    );
    const words = await refusal(world, { tables: ['s.t'], ...asUser() });
    const grants = [...words.matchAll(/run on (development|production): (grant .*)$/gm)];
    expect(grants.map(([, side, grant]) => `${side ?? ''}: ${grant ?? ''}`)).toEqual([
      'development: grant usage on schema s to app_user',
      'development: grant select on s.t to app_user',
      'production: grant usage on schema s to app_user',
      'production: grant select, insert, update on s.t to app_user',
      'production: grant select, update on sequence s.t_id_seq to app_user',
    ]);
    for (const [, side, grant] of grants)
      await world.run(side === 'development' ? 'dev' : 'prod', grant ?? '');
    await world.run('dev', `insert into s.t values (2, 'b')`);
    const { applied } = await world.promote({ tables: ['s.t'], ...asUser() });
    expect(applied.sequences).toEqual([{ sequence: 's.t_id_seq', from: '1', to: '2' }]);
  });

  test('temporary tables', async () => {
    await world.run('both', T);
    await world.superuser('prod', `revoke temp on database "${world.name('prod')}" from public`);
    const words = await refusal(world, { tables: ['t'], ...asUser() });
    expect(words).toContain(`run: grant temporary on database ${world.name('prod')} to app_user`);
  });

  test.each(['dev', 'prod'] as const)('row security that hides rows in %s', async (side) => {
    await world.run('both', `${T}; grant all on t to ${roles.user.user}`);
    await world.run(side, 'alter table t enable row level security; create policy own on t using (id = 1)'); // prettier-ignore
    expect(await refusal(world, { tables: ['t'], ...asUser() })).toMatch(
      side === 'dev' ? /row security in development/ : /row security in production/,
    );
    // Policies do not bind the owner, so nothing is hidden from it.
    expect(complaints((await world.preview({ tables: ['t'] })).findings)).toEqual([]);
    await world.run(side, 'alter table t force row level security');
    expect(await refusal(world, { tables: ['t'] })).toMatch(/row security/);
  });
});

function login({ user, password }: { user: string; password: string }): string {
  return `${user}:${encodeURIComponent(password)}`;
}
