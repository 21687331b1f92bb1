import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

interface Parent {
  id: number;
  code: string | null;
  v: string | null;
}
interface Child {
  k: string;
  n: number;
  p: number | null;
  j: string;
}
interface Contents {
  p: Parent[];
  c: Child[];
}

const id = fc.integer({ min: 1, max: 6 });
const parents = fc.uniqueArray(
  fc.record({
    id,
    code: fc.option(fc.stringMatching(/^[a-l]$/)),
    v: fc.option(fc.constantFrom('x', 'y', 'Ünï "q" \\N\t', '')),
  }),
  { selector: (row) => row.id, minLength: 1 },
);
const children = fc.uniqueArray(
  fc.record({
    k: fc.constantFrom('k', 'K', 'k ', '\\.'),
    n: fc.integer({ min: 1, max: 2 }),
    p: fc.option(id),
    j: fc.constantFrom('{"a":1}', '{"a": 1}', '[]'),
  }),
  { selector: (row) => `${row.k}|${row.n}`, minLength: 1 },
);
const contents = fc.record({ p: parents, c: children });

/** What production could hold: its constraints are true. */
function consistent({ p, c }: Contents): Contents {
  const codes = new Set<string>();
  const kept = p.map((row) => {
    if (row.code === null || codes.has(row.code)) return { ...row, code: null };
    codes.add(row.code);
    return row;
  });
  const ids = new Set(p.map((row) => row.id));
  return { p: kept, c: c.map((row) => (row.p === null || ids.has(row.p) ? row : { ...row, p: null })) }; // prettier-ignore
}

const fill = ({ p, c }: Contents): string => `
  delete from c; delete from p;
  insert into p select * from jsonb_populate_recordset(null::p, ${quoted(p)});
  insert into c select k, n, p, j::json from jsonb_to_recordset(${quoted(c)}) as (k text, n int, p int, j text)`;
const quoted = (rows: unknown): string => `'${JSON.stringify(rows).replaceAll("'", "''")}'::jsonb`;
const ALL = `select 'p' as t, id::text as key, p::text as row from p
  union all select 'c', (k, n)::text, c::text from c order by 1, 2`;

interface Row {
  t: string;
  key: string;
  row: string;
}

test('what the preview allows is applied whole, what it refuses the server refuses too', async () => {
  const tables = ['p', 'c'];
  await world.run(
    'dev',
    `create table p (id int primary key, code text, v text);
    create table c (k text, n int, p int, j json, primary key (k, n))`,
  );
  await world.run(
    'prod',
    `create table p (id int primary key, code text unique, v text);
    create table c (k text, n int, p int references p, j json, primary key (k, n))`,
  );
  const seenBoth = { allowed: 0, refused: 0 };

  await fc.assert(
    fc.asyncProperty(
      contents,
      contents,
      fc.integer({ max: 3, min: 0 }),
      async (anyDev, anyProd, luck) => {
        await world.run('dev', fill(luck === 0 ? anyDev : consistent(anyDev)));
        await world.run('prod', fill(consistent(anyProd)));
        const wanted = await world.rows<Row>('dev', ALL);
        const before = await world.rows<Row>('prod', ALL);
        const wantedKeys = new Set(wanted.map(({ t, key }) => t + key));

        const { findings } = await world.preview({ tables });
        if (findings.some(({ verdict }) => verdict === 'fail')) {
          seenBoth.refused += 1;
          await expect(world.promote({ tables })).rejects.toThrow();
          expect(await world.rows('prod', ALL)).toEqual(before);
          return;
        }
        seenBoth.allowed += 1;
        await world.promote({ tables });
        const after = await world.rows<Row>('prod', ALL);
        expect(after).toEqual(expect.arrayContaining(wanted));
        const own = before.filter(({ t, key }) => !wantedKeys.has(t + key));
        expect(after.filter(({ t, key }) => !wantedKeys.has(t + key))).toEqual(own);
        const again = await world.preview({ tables });
        expect(again.tables.map(({ inserts, updates }) => inserts + updates)).toEqual([0, 0]);
      },
    ),
    { seed: 20_261_122, numRuns: 25 },
  );
  expect(seenBoth.allowed).toBeGreaterThan(4);
  expect(seenBoth.refused).toBeGreaterThan(4);
});
