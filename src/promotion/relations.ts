import type { Session } from '../postgres/session.js';
import { nearNames } from '../postgres/nearnames.js';

/** A name that could be meant by `reference-tables`. */
export interface Relation {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** Quoted where it must be, for people and for SQL. */
  readonly shown: string;
}

/** Every relation of the database that is not the server's own, sorted by name. */
export async function readRelations(session: Session): Promise<readonly Relation[]> {
  return session.query<Relation>(
    `select c.oid::text as oid, n.nspname::text as schema, c.relname::text as name,
            format('%I.%I', n.nspname, c.relname) as shown
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
      order by n.nspname collate "C", c.relname collate "C"`,
  );
}

export type Resolved =
  | { readonly ok: true; readonly relation: Relation }
  | { readonly ok: false; readonly found: string; readonly nextAction: string };

/**
 * Finds a table by the name that the team wrote, case included. Without a schema it is the one in
 * `public`, or the only one of that name.
 */
export function resolve(requested: string, relations: readonly Relation[]): Resolved {
  const qualified = relations.find(({ schema, name }) => `${schema}.${name}` === requested);
  const named = relations.filter(({ name }) => name === requested);
  const inPublic = named.find(({ schema }) => schema === 'public');
  const relation = qualified ?? inPublic ?? (named.length === 1 ? named[0] : undefined);
  if (relation !== undefined) return { ok: true, relation };
  if (named.length > 1) {
    const found = `it stands in several schemas: ${named.map(({ shown }) => shown).join(', ')}`;
    return { ok: false, found, nextAction: 'write schema.table' };
  }
  const near = nearMisses(requested, relations);
  return {
    ok: false,
    found: 'production has no such table, or the role cannot see it',
    nextAction:
      near.length === 0
        ? 'correct the name in reference-tables, or run the migrations first'
        : `did you mean ${near.join(' or ')}? Upper and lower case count`,
  };
}

/** What may have been meant, as one would write it in the list; with or without its schema. */
function nearMisses(requested: string, relations: readonly Relation[]): string[] {
  const written = relations.map(({ schema, name }) => `${schema}.${name}`);
  const near = [
    ...nearNames(requested, written),
    ...nearNames(
      requested,
      relations.map(({ name }) => name),
    ).flatMap((meant) => written.filter((name) => name.endsWith(`.${meant}`))),
  ];
  return [...new Set(near)].slice(0, 3);
}
