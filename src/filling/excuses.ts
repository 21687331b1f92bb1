import { asListed } from '../archive/entries.js';
import { nameOf, objectOf, schemaOf, type CatalogObject } from '../postgres/catalogobject.js';
import type { Manifest } from '../record/manifest.js';
import type { LeftOutEntry } from './leftout.js';

/** Types of entries and kinds of the catalog that stand for the same; all others have one word for both. */
const GROUPS: Readonly<Record<string, string>> = {
  table: 'relation',
  'partitioned table': 'relation',
  view: 'relation',
  'materialized view': 'relation',
  'foreign table': 'relation',
  sequence: 'relation',
  'fk constraint': 'constraint',
  'check constraint': 'constraint',
  procedure: 'function',
  aggregate: 'function',
  domain: 'type',
  'shell type': 'type',
  'procedural language': 'language',
  'foreign server': 'server',
};
/** Parts of a relation that have no entry, or whose entry goes by the relation's. */
const PARTS = new Set([
  'column',
  'constraint',
  'index',
  'inheritance',
  'policy',
  'rule',
  'trigger',
]);

/**
 * Tells which objects of the backup's catalog a restore was right not to make: those whose entry
 * stayed out, those of schemas that the backup leaves out, and invalid indexes, which are in no
 * archive.
 */
export function excuses(
  manifest: Manifest,
  leftOut: readonly LeftOutEntry[],
  catalog: readonly string[] = [],
): (object: CatalogObject) => boolean {
  const isOrphan = orphans(leftOut, catalog);
  const excluded = new Set(manifest.excluded?.schemas);
  const absent = new Set(leftOut.flatMap(idsOfEntry));
  return (object) => {
    const schema = schemaOf(object);
    return (
      (schema !== undefined && excluded.has(schema)) ||
      (object.key.startsWith('index ') && isInvalid(object)) ||
      isOrphan(object) ||
      idsOfObject(object).some((id) => absent.has(id))
    );
  };
}

/** The catalog lists columns of composite types that are an extension's, and not the types. */
function orphans(
  leftOut: readonly LeftOutEntry[],
  catalog: readonly string[],
): (object: CatalogObject) => boolean {
  if (!leftOut.some(({ type }) => type === 'EXTENSION')) return () => false;
  const holders = new Set(
    catalog
      .map((line) => nameOf(objectOf(line)))
      .filter(({ kind }) => kind === 'type' || GROUPS[kind] === 'relation')
      .map(({ parts }) => JSON.stringify(parts.slice(0, 2))),
  );
  return (object) => {
    const { kind, parts } = nameOf(object);
    return kind === 'column' && !holders.has(JSON.stringify(parts.slice(0, 2)));
  };
}

export function isInvalid({ detail }: CatalogObject): boolean {
  return /( INVALID| NOT VALID)$/.test(detail);
}

function id(group: string, schema: string | undefined, tag: string): string {
  return JSON.stringify([group, schema ?? null, tag]);
}

function idsOfEntry({ type, names: { schema, tag, owner } }: LeftOutEntry): string[] {
  const kind = type.toLowerCase();
  if (kind === 'default acl') {
    const what = tag.replace('DEFAULT PRIVILEGES FOR ', '').toLowerCase();
    return [id('default grants', schema, `${what} ${owner ?? ''}`)];
  }
  const grantsOf = kind === 'acl' ? /^SCHEMA (.*)$/.exec(tag)?.[1] : undefined;
  if (grantsOf !== undefined) return [id('schema', undefined, grantsOf)];
  return [id(GROUPS[kind] ?? kind, schema, tag)];
}

function idsOfObject(object: CatalogObject): string[] {
  const { kind, parts, rest } = nameOf(object);
  const [first = '', second = '', third = ''] = parts.map(asListed);
  if (PARTS.has(kind)) {
    return [
      id('relation', first, second),
      id(kind, first, kind === 'index' ? third : `${second} ${third}`),
      ...(kind === 'inheritance' ? [id('table attach', first, second)] : []),
      // The columns of a composite type are part of it.
      ...(kind === 'column' ? [id('type', first, second)] : []),
    ];
  }
  switch (kind) {
    case 'function':
      return [id(kind, first, asListed(second + rest))];
    case 'operator':
      return [id(kind, first, rest.slice(1, rest.indexOf('(')))];
    case 'user mapping': {
      const [, server = ''] = /^ (".*"|\S+) for /.exec(rest) ?? [];
      return [id('server', undefined, asListed(unquoted(server)))];
    }
    case 'cast':
      return [id(kind, undefined, `CAST${rest}`), id(kind, undefined, `CAST ${rest.trim()}`)];
    case 'default grants': {
      const [, role = '', what = second] = /^ for (.*?)(?: on (.*))?$/.exec(rest) ?? [];
      return [id(kind, parts.length < 2 ? undefined : first, `${what} ${unquoted(role)}`)];
    }
    default:
      return [id(GROUPS[kind] ?? kind, parts.length > 1 ? first : undefined, parts.length > 1 ? second : first)]; // prettier-ignore
  }
}

function unquoted(role: string): string {
  return role.startsWith('"') ? role.slice(1, -1).replaceAll('""', '"') : role;
}
