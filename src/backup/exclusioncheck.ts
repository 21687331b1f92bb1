import { NOTHING_LEFT_OUT, type LeftOut } from '../archive/tables.js';
import { nearNames } from '../postgres/nearnames.js';
import type { Session } from '../postgres/session.js';
import { fail, pass, type Finding } from '../record/finding.js';
import { asInput, type Exclusions, type TableName } from './exclusions.js';

const NAME = 'exclusions';

export interface Resolved {
  /** Absent when nothing is to be left out. */
  readonly finding?: Finding;
  /** For pg_dump: with a partitioned table, the partitions that hold its rows. */
  readonly exclusions: Exclusions;
  readonly leftOut: LeftOut;
}

interface Known extends TableName {
  readonly oid: string;
  readonly kind: string;
  readonly qualified: string;
  /** Rows of which asked-for table these are; itself, or the partitioned one above it. */
  readonly asked: boolean;
}

/**
 * Everything that has rows or a state of its own. pg_dump knows no rows of a partitioned table, so
 * leaving them out means those of its partitions, the ones that were added since included.
 */
const TABLES = `
  select c.oid::text as oid, n.nspname as schema, c.relname as table, c.relkind as kind,
         format('%I.%I', n.nspname, c.relname) as qualified,
         exists (
           select from (select c.oid as relid union select relid from pg_partition_ancestors(c.oid)) a
             join pg_class above on above.oid = a.relid
             join pg_namespace m on m.oid = above.relnamespace
             join unnest($1::text[], $2::text[]) wanted (schema, name)
               on wanted.schema = m.nspname and wanted.name = above.relname) as asked
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'm', 'S', 'v', 'f') and c.relpersistence <> 't'
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   order by 2, 3`;

/**
 * What the names stand for. pg_dump itself passes over a name that fits nothing, and the rows that
 * were to stay out would be in the archive.
 */
export async function resolveExclusions(
  session: Session,
  exclusions: Exclusions,
): Promise<Resolved> {
  const { schemas, tableData } = exclusions;
  if (schemas.length + tableData.length === 0) return { exclusions, leftOut: NOTHING_LEFT_OUT };
  const known = await session.query<Known>(TABLES, [
    tableData.map(({ schema }) => schema),
    tableData.map(({ table }) => table),
  ]);
  const present = await session.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname !~ '^pg_(toast|temp)' order by 1`,
  );
  const problems = [
    ...unknownSchemas(
      schemas,
      present.map(({ name }) => name),
    ),
    ...tableData.flatMap((wanted) => unknownTable(wanted, known)),
    ...(await unspeakable(session, exclusions)),
  ];
  const rowless = known.filter(({ asked }) => asked);
  const leftOut: LeftOut = {
    schemas,
    tables: rowless.map(({ oid }) => oid),
    qualified: rowless.filter((table) => tableData.some(same(table))).map(({ qualified }) => qualified), // prettier-ignore
  };
  return {
    finding: findingOf(problems, leftOut),
    exclusions: { schemas, tableData: rowless.map(({ schema, table }) => ({ schema, table })) },
    leftOut,
  };
}

type Shortfall = readonly [found: string, fix: string];

function unknownSchemas(schemas: readonly string[], present: readonly string[]): Shortfall[] {
  return schemas.flatMap((name): Shortfall[] => {
    if (name.startsWith('pg_') || name === 'information_schema') {
      return [[`schema ${name} is the server's own`, `take ${asInput(name)} out: it is in no backup`]]; // prettier-ignore
    }
    if (present.includes(name)) return [];
    return [[`there is no schema ${name}`, hint(name, present, 'exclude-schemas')]];
  });
}

function unknownTable(wanted: TableName, known: readonly Known[]): Shortfall[] {
  const name = `${wanted.schema}.${wanted.table}`;
  const found = known.find(same(wanted));
  if (found?.kind === 'v') return [[`${name} is a view, which has no rows`, `take ${inputOf(wanted)} out of exclude-table-data`]]; // prettier-ignore
  if (found !== undefined) return [];
  const elsewhere = known.filter(({ table }) => table === wanted.table);
  const meant = elsewhere.map(({ schema, table }) => `${schema}.${table}`);
  const names = known.map(({ schema, table }) => `${schema}.${table}`);
  const near = meant[0] ?? nearNames(name, names)[0];
  return [
    [`there is no table ${name}`, near === undefined ? 'correct the name in exclude-table-data' : `did you mean ${near}? Upper and lower case count`], // prettier-ignore
  ];
}

/**
 * pg_dump reads its arguments in the encoding of the archive, which is the database's; ours are
 * UTF-8. A name that is spelt alike in both is safe.
 */
async function unspeakable(session: Session, exclusions: Exclusions): Promise<Shortfall[]> {
  const names = [
    ...exclusions.schemas,
    ...exclusions.tableData.flatMap(({ schema, table }) => [schema, table]),
  ].filter((name) => /[^\x20-\x7e]/.test(name));
  if (names.length === 0) return [];
  const [database] = await session.query<{ encoding: string }>(
    `select current_setting('server_encoding') as encoding`,
  );
  if (database?.encoding === 'UTF8') return [];
  return names.map((name) => [
    `${name} cannot be told to pg_dump in the encoding ${database?.encoding ?? 'of the database'}`,
    'rename it in ASCII, or leave it in the backup',
  ]);
}

function findingOf(problems: readonly Shortfall[], leftOut: LeftOut): Finding {
  if (problems.length > 0) {
    return fail(NAME, {
      expected: 'exclude-schemas and exclude-table-data name what is there',
      found: problems.map(([found]) => found).join('; '),
      fix: [...new Set(problems.map(([, fix]) => fix))].join('; '),
    });
  }
  const parts = [
    ...(leftOut.schemas.length === 0 ? [] : [`the schemas ${leftOut.schemas.join(', ')}`]),
    ...(leftOut.qualified.length === 0 ? [] : [`the rows of ${leftOut.qualified.join(', ')}`]),
  ];
  return pass(NAME, `left out on request: ${parts.join(', and ')}`);
}

function hint(name: string, present: readonly string[], input: string): string {
  const [near] = nearNames(name, present);
  return near === undefined
    ? `correct the name in ${input}`
    : `did you mean ${near}? Upper and lower case count`;
}

function inputOf({ schema, table }: TableName): string {
  return `${asInput(schema)}.${asInput(table)}`;
}

function same(wanted: TableName) {
  return ({ schema, table }: TableName): boolean =>
    schema === wanted.schema && table === wanted.table;
}
