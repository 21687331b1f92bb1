import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

interface Parent {
  k: string;
  up: string | null;
  v: string | null;
  live: boolean;
}
interface Child {
  k: string;
  p: string;
  v: string;
  own: string;
}
interface Contents {
  p: Parent[];
  c: Child[];
  order: number[];
}

const name = fc.constantFrom(...NAMES);
const value = fc.constantFrom('x', 'y', 'ü "q" \\N\t', '');
const rowsOf = <Row extends { k: string }>(row: fc.Arbitrary<Row>): fc.Arbitrary<Row[]> =>
  fc.uniqueArray(row, { selector: ({ k }) => k, minLength: 1 });
const contents = fc
  .record({
    p: rowsOf(fc.record({ k: name, up: fc.option(name), v: fc.option(value), live: fc.boolean() })),
    c: rowsOf(fc.record({ k: name, p: name, v: value, own: value })),
    order: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 12, maxLength: 12 }),
  })
  .map(consistent);

/** References lead to rows that are there. */
function consistent({ p, c, order }: Contents): Contents {
  const there = new Set(p.map(({ k }) => k));
  const first = p[0]?.k ?? '';
  return {
    p: p.map((row) => ({ ...row, up: row.up !== null && there.has(row.up) ? row.up : null })),
    c: c.map((row) => ({ ...row, p: there.has(row.p) ? row.p : first })),
    order,
  };
}

/** Ids in any order, and others on each side. */
function fill({ p, c, order }: Contents): string {
  const ids = new Map(p.map(({ k }, at) => [k, order[at] ?? 0]));
  const text = (content: string | null): string => content === null ? 'null' : `'${content.replaceAll("'", "''")}'`; // prettier-ignore
  const id = (k: string | null): string => (k === null ? 'null' : String(ids.get(k)));
  const ps = p.map(({ k, up, v, live }) => `(${id(k)}, '${k}', ${id(up)}, ${text(v)}, ${String(live)})`); // prettier-ignore
  const cs = c.map((row, at) => `(${order[6 + at] ?? 0}, '${row.k}', ${id(row.p)}, ${text(row.v)}, ${text(row.own)})`); // prettier-ignore
  return `truncate p, c restart identity; insert into p overriding system value values ${ps.join(', ')}; insert into c values ${cs.join(', ')}`;
}

const SCHEMA = (drawn: string): string => `
  create table p (id int generated always as identity primary key, k text not null, up int references p, v text, live boolean, unique (k));
  create table c (id ${drawn} primary key, k text not null unique, p int not null references p, v text, own text)`;

/** Rows by name alone, with what production may call as it likes left out. */
const READ = `select 'p' as t, p.k, u.k as ref, p.v, p.live::text as extra from p left join p u on u.id = p.up
  union all select 'c', c.k, p.k, c.v, null from c join p on p.id = c.p order by 1, 2`;
const OWN = 'select k, own, id from c order by k';

interface Row {
  t: string;
  k: string;
}

test.each(['upsert', 'mirror'] as const)(
  'ids: remap in mode %s: both sides equal by name, the rest untouched, a second run changes nothing',
  async (mode) => {
    await world.run('both', SCHEMA('serial'));
    const tables: Wish['tables'] = [
      { table: 'c', key: ['k'], ids: 'remap', mode, insertOnly: ['own'] },
      { table: 'p', key: ['k'], ids: 'remap', mode },
    ];
    await fc.assert(
      fc.asyncProperty(contents, contents, async (dev, prod) => {
        await world.run('dev', fill(dev));
        await world.run('prod', fill(prod));
        const wanted = await world.rows<Row>('dev', READ);
        const before = await world.rows<Row>('prod', READ);
        const owned = await world.rows<Row>('prod', OWN);
        const has = new Set(wanted.map(({ t, k }) => t + k));
        const { findings } = await world.preview({ tables });
        // In mode upsert nothing can be in the way; in mode mirror a kept row never is: all tables mirror.
        expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
        await world.promote({ tables });
        const after = await world.rows<Row>('prod', READ);
        expect(after.filter(({ t, k }) => has.has(t + k))).toEqual(wanted);
        expect(after.filter(({ t, k }) => !has.has(t + k))).toEqual(
          mode === 'mirror' ? [] : before.filter(({ t, k }) => !has.has(t + k)),
        );
        const ownedAfter = await world.rows<Row>('prod', OWN);
        const kept = new Set(ownedAfter.map(({ k }) => k));
        expect(ownedAfter).toEqual(expect.arrayContaining(owned.filter(({ k }) => kept.has(k))));
        const again = await world.preview({ tables });
        for (const { inserts, updates, deletes } of again.tables) {
          expect([inserts, updates, deletes]).toEqual([0, 0, 0]);
        }
      }),
      { seed: 20_261_127, numRuns: 8 },
    );
  },
);
