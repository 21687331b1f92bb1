import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { Request } from '../../src/promotion/request.js';
import type { World } from './play.js';

const NAMES = { exclude: [], insertOnly: [], where: undefined };
const REQUEST: Request = {
  tables: [
    { ...NAMES, table: 'a', mode: 'mirror', key: ['k'], ids: 'remap' },
    { ...NAMES, table: 'b', mode: 'mirror', key: ['k'], ids: 'remap' },
  ],
  maxChangePercent: 100,
  maxDeletes: 1_000,
};

/** Every row by name, and what the sequences would hand out next. */
const ALL = `select 'a' as t, k, v, null as ref from a union all
  select 'b', b.k, b.v, a.k from b join a on a.id = b.a order by 1, 2`;
const SEQUENCES = `select last_value::int as last from a_id_seq union all select last_value::int from b_id_seq`;

/** Two tables that are inserted into, updated and deleted from, with other ids on both sides. */
export async function fillBoth(world: World): Promise<void> {
  await world.run(
    'both',
    `create table a (id serial primary key, k text not null unique, v text);
    create table b (id serial primary key, k text not null unique, v text, a int not null references a)`,
  );
  const rows = (from: number, to: number, v: string): string => `
    insert into a (k, v) select 'k' || n, '${v}' from generate_series(${from}, ${to}) n;
    insert into b (k, v, a) select 'k' || n, '${v}', (select id from a where k = 'k' || n) from generate_series(${from}, ${to}) n`;
  await world.run('dev', rows(1, 400, 'new'));
  await world.run('prod', rows(200, 600, 'old'));
}

export function startPromotion(world: World): ChildProcess {
  const promotion = { dev: world.url('dev'), prod: world.url('prod'), request: REQUEST };
  return spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('promoteprocess.ts', import.meta.url))],
    {
      env: { PATH: process.env['PATH'], PROMOTION: JSON.stringify(promotion) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** Resolves when the query has a row; asked again and again. */
export async function until(world: World, query: string): Promise<void> {
  while ((await world.rows('prod', query)).length === 0) await pause(10);
}

export interface Standing {
  readonly rows: readonly object[];
  readonly sequences: readonly { last: number }[];
}

export async function standing(world: World): Promise<Standing> {
  return {
    rows: await world.rows('prod', ALL),
    sequences: await world.rows('prod', SEQUENCES),
  };
}

/**
 * Once the server has noticed: everything or nothing is there, no sequence was lowered, no lock is
 * left, and the next promotion ends what this one began.
 * @returns whether everything is there.
 */
export async function expectWhole(world: World, before: Standing): Promise<boolean> {
  await until(
    world,
    `select where not exists (select from pg_stat_activity where application_name = 'db-deploy/promote/killed')`,
  );
  const after = await standing(world);
  const wanted = await world.rows('dev', ALL);
  const all = JSON.stringify(after.rows) === JSON.stringify(wanted);
  if (!all) expect(after.rows).toEqual(before.rows);
  after.sequences.forEach(({ last }, at) => {
    expect(last).toBeGreaterThanOrEqual(before.sequences[at]?.last ?? 0);
  });
  const locks = `select from pg_locks where relation in ('a'::regclass, 'b'::regclass) and pid <> pg_backend_pid()`;
  expect(await world.rows('prod', locks)).toEqual([]);
  await world.promote(REQUEST);
  expect((await standing(world)).rows).toEqual(wanted);
  return all;
}

export async function kill(child: ChildProcess): Promise<void> {
  const gone =
    child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await gone;
}
