import pg from 'pg';
import type { Session } from '../postgres/session.js';
import { tryExtension, type Candidate } from './extensions.js';
import type { NamedEntry } from './leftout.js';

/** Contents, with the type of the entry that makes what holds them. */
export const CONTENTS: Readonly<Record<string, string>> = {
  'TABLE DATA': 'TABLE',
  'SEQUENCE SET': 'SEQUENCE',
};

export function placeOf(type: string, { names: { schema, tag } }: NamedEntry): string {
  return JSON.stringify([type, schema ?? null, tag]);
}

/** Contents of what no entry makes: it is an extension's, and the archive does not tell which one's. */
export function contentsOfExtensions(entries: readonly NamedEntry[]): NamedEntry[] {
  const made = new Set(entries.map((entry) => placeOf(entry.type, entry)));
  return entries.filter((entry) => {
    const holder = CONTENTS[entry.type];
    return holder !== undefined && !made.has(placeOf(holder, entry));
  });
}

/**
 * Which contents would find no table: their extension is not among those that are restored. All of
 * these are created and rolled back to see.
 * @param session in the empty database, outside a transaction.
 * @returns ids of entries.
 */
export async function homelessContents(
  session: Session,
  contents: readonly NamedEntry[],
  extensions: readonly Candidate[],
): Promise<ReadonlySet<number>> {
  await session.query('begin');
  try {
    for (const candidate of extensions) await tryExtension(session, candidate);
    const rows = await session.query<{ id: number }>(
      `select id from unnest($1::int[], $2::text[]) c (id, name) where to_regclass(name) is null`,
      [contents.map(({ id }) => id), contents.map(({ names }) => qualified(names))],
    );
    return new Set(rows.map(({ id }) => id));
  } finally {
    await session.query('rollback').catch(() => undefined);
  }
}

function qualified({ schema, tag }: NamedEntry['names']): string {
  return `${pg.escapeIdentifier(schema ?? '')}.${pg.escapeIdentifier(tag)}`;
}
