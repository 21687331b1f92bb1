import { columnOf } from './column.js';
import { withWord } from './renames.js';
import { isRelation, ownerOfSequence, type Placed } from './surroundings.js';

const PLURALS: Readonly<Record<string, string>> = {
  index: 'indexes',
  policy: 'policies',
  inheritance: 'inheritances',
};

/** An object, and what came or went with it because it is a part of it. */
export interface Folded {
  readonly object: Placed;
  readonly parts: readonly Placed[];
}

/**
 * Puts the parts of relations and types, and what hangs on a column, under what they belong to, so
 * that a dropped table is one entry. All of them came, or all of them went.
 */
export function fold(objects: readonly Placed[]): Folded[] {
  const owners = new Map(
    objects.filter((one) => isRelation(one) || one.kind === 'type').map((one) => [one.name, one]),
  );
  const columns = objects.filter(({ kind, relation = '' }) => kind === 'column' && !owners.has(relation)); // prettier-ignore
  const constraints = new Set(
    objects.filter(({ kind }) => kind === 'constraint').map(({ name }) => name),
  );
  const parts = new Map<Placed, Placed[]>();
  const standing = objects.filter((one) => {
    // The index of a constraint is told by the constraint.
    if (one.kind === 'index' && constraints.has(one.name)) return false;
    const owner = owners.get(one.relation ?? '') ?? ownerAmong(one, owners, columns);
    if (owner === undefined || owner === one) return true;
    parts.set(owner, [...(parts.get(owner) ?? []), one]);
    return false;
  });
  return standing.map((object) => ({ object, parts: parts.get(object) ?? [] }));
}

function ownerAmong(
  one: Placed,
  owners: ReadonlyMap<string, Placed>,
  columns: readonly Placed[],
): Placed | undefined {
  const column = ownerOfSequence(one);
  if (column !== undefined) {
    return columns.find(({ name }) => name === column) ?? [...owners.values()].find(({ name }) => column.startsWith(`${name}.`)); // prettier-ignore
  }
  if (one.kind !== 'constraint' && one.kind !== 'index') return undefined;
  return columns.find(
    ({ relation, own }) =>
      relation === one.relation && withWord(one.object.detail, own, '') !== one.object.detail,
  );
}

/** E.g. `with 7 columns, 2 indexes`; empty for an object without parts. */
function partWords(parts: readonly Placed[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of parts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, number]) =>
    number === 1 ? `1 ${kind}` : `${number} ${PLURALS[kind] ?? `${kind}s`}`,
  );
  return words.length === 0 ? '' : `with ${words.join(', ')}`;
}

/** What an entry says of an object that came or went, beside its name. */
export function definitionWords({ object, parts }: Folded): string {
  const counted = partWords(parts);
  if (isRelation(object) || object.kind === 'function' || object.object.detail === 'composite') {
    return counted;
  }
  return [shortDefinition(object), counted].filter((part) => part !== '').join(' ');
}

const COMMANDS: Readonly<Record<string, string>> = { r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE', '*': 'ALL' }; // prettier-ignore

/** What the catalog says of an object, without what goes without saying. */
function shortDefinition({ kind, object: { detail } }: Placed): string {
  switch (kind) {
    case 'column':
      return withoutStorage(detail);
    case 'policy':
      return detail
        .replace(/^\S/, (command) => `for ${COMMANDS[command] ?? command}`)
        .replace(/ to -( |$)/, ' to PUBLIC$1');
    case 'trigger':
      return detail.replace(/ enabled O$/, '');
    case 'sequence':
      return /^as \w+/.exec(detail)?.[0] ?? '';
    default:
      return detail.replace(/(^| )[0-9a-f]{32}$/, '');
  }
}

function withoutStorage(detail: string): string {
  const { storage = '' } = columnOf(detail);
  return storage === '' ? detail : detail.slice(0, -storage.length - 1);
}
