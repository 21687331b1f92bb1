import type { Readable } from 'node:stream';
import type { ProcessRunner } from '../actions/process.js';

/** One line of an archive's table of contents. */
export interface Entry {
  /** Names it in a list for `pg_restore --use-list`. */
  readonly id: number;
  /** `<oid of the catalog> <oid of the object>`; class 0 is the data of the object. */
  readonly key: string;
  /** Capitals, e.g. `TABLE DATA`. */
  readonly type: string;
  /** Schema (`-` for none), tag and owner, with blanks between and inside; see {@link namesOf}. */
  readonly rest: string;
  /** Entries that it needs; ids that the archive does not list play no part. */
  readonly needs: readonly number[];
}

export interface EntryNames {
  readonly schema: string | undefined;
  /** As pg_dump calls it: a constraint has the name of its table before its own. Line ends are blanks. */
  readonly tag: string;
  /** Undefined for what has none, e.g. an extension. */
  readonly owner: string | undefined;
}

/** `3435; 0 16479 TABLE DATA public bookings owner`; what follows the keys are names that may hold anything. */
const ENTRY = /^(\d+); (\d+ \d+) (.*)$/;
const NEEDS = /^;\tdepends on:((?: \d+)+)$/;
/** Entries about the contents of an object or about two; their class is 0, which tells them from a schema of that name. */
const WITHOUT_CLASS = [
  'TABLE DATA',
  'TABLE ATTACH',
  'INDEX ATTACH',
  'SEQUENCE SET',
  'SEQUENCE OWNED BY',
  'MATERIALIZED VIEW DATA',
  'STATISTICS DATA',
  'ROW SECURITY',
];
/** Types of more than one word (pg_dump.c of 14 to 18); all others are the first word. */
const TYPES = [
  'ACCESS METHOD',
  'BLOB COMMENTS',
  'BLOB METADATA',
  'CHECK CONSTRAINT',
  'DATABASE PROPERTIES',
  'DEFAULT ACL',
  'EVENT TRIGGER',
  'FK CONSTRAINT',
  'FOREIGN DATA WRAPPER',
  'FOREIGN SERVER',
  'FOREIGN TABLE',
  'MATERIALIZED VIEW',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURAL LANGUAGE',
  'PUBLICATION TABLES IN SCHEMA',
  'PUBLICATION TABLE',
  'SECURITY LABEL',
  'SHELL TYPE',
  'SUBSCRIPTION TABLE',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'USER MAPPING',
];

/**
 * The entries of an archive in its order. Proves nothing about its data.
 * @param archive a file, or its bytes as they come: the table stands at their head.
 */
export async function readEntries(
  archive: string | Readable,
  pgRestore: string,
  processes: ProcessRunner,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  await processes.run({
    command: pgRestore,
    // Verbose for what each entry needs.
    args: ['--list', '--verbose', ...(typeof archive === 'string' ? [archive] : [])],
    env: { LC_ALL: 'C' },
    ...(typeof archive === 'string' ? {} : { stdin: archive }),
    // By line: the runner keeps only the last 200.
    onLine: (line) => {
      const needs = NEEDS.exec(line)?.[1];
      const last = entries.at(-1);
      if (needs !== undefined && last !== undefined) {
        entries[entries.length - 1] = { ...last, needs: needs.trim().split(' ').map(Number) };
      } else {
        const entry = entryOf(line);
        if (entry !== undefined) entries.push(entry);
      }
    },
  });
  return entries;
}

/** Heads of the archive that are in every one, and that `pg_restore --list` without `--verbose` leaves out. */
const HEADS = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH', 'DATABASE', 'DATABASE PROPERTIES']);

function entryOf(line: string): Entry | undefined {
  const [, id, key = '', words = ''] = ENTRY.exec(line) ?? [];
  if (id === undefined) return undefined;
  const known = [...(key.startsWith('0 ') ? WITHOUT_CLASS : []), ...TYPES];
  const type = known.find((each) => words.startsWith(`${each} `)) ?? words.split(' ', 1)[0] ?? '';
  if (HEADS.has(type)) return undefined;
  return { id: Number(id), key, type, rest: words.slice(type.length + 1), needs: [] };
}

/**
 * Takes the names of an entry apart: they stand side by side, unquoted.
 * @param roles that the archive may name; the longest that fits the end is the owner.
 * @param schemas likewise, for the beginning.
 */
export function namesOf(
  { rest }: Entry,
  roles: Iterable<string>,
  schemas: Iterable<string>,
): EntryNames {
  const owner = longest(roles, (role) => rest.endsWith(` ${role}`));
  const named = owner === undefined ? rest.trimEnd() : rest.slice(0, -owner.length - 1);
  const schema =
    longest(schemas, (name) => named.startsWith(`${name} `)) ?? named.split(' ', 1)[0] ?? '';
  return {
    schema: schema === '-' ? undefined : schema,
    tag: named.slice(schema.length + 1),
    owner,
  };
}

/** A name as pg_dump writes it into the list. */
export function asListed(name: string): string {
  return name.replace(/[\r\n]/g, ' ');
}

function longest(names: Iterable<string>, fits: (name: string) => boolean): string | undefined {
  let found: string | undefined;
  for (const name of names) {
    const listed = asListed(name);
    if (fits(listed) && listed.length > (found?.length ?? 0)) found = listed;
  }
  return found;
}
