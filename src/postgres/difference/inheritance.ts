import { placed, type Catalog, type Placed } from './surroundings.js';

/** The relations that a partition or child takes its columns, constraints and indexes from. */
export type Parents = ReadonlyMap<string, readonly string[]>;

export function parentsIn(catalog: Catalog): Parents {
  const parents = new Map<string, string[]>();
  for (const object of catalog.values()) {
    if (!object.key.startsWith('inheritance ')) continue;
    const { name, relation = '' } = placed(object);
    const parent = name.slice(relation.length + ' of '.length);
    parents.set(relation, [...(parents.get(relation) ?? []), parent]);
  }
  return parents;
}

const PART = / part of (\S+)/;

/** Without what partitions only follow in: a column of a thousand partitions is one column. */
export function withoutInherited(objects: readonly Placed[], parents: Parents): Placed[] {
  const there = new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
  const indexes = new Set(
    objects.filter(({ kind }) => kind === 'index').map(({ relation = '', own }) => `${schemaOf(relation)}.${own}`), // prettier-ignore
  );
  return objects.filter(({ kind, relation = '', own, object }) => {
    const whole = kind === 'index' ? PART.exec(object.detail)?.[1] : undefined;
    if (whole !== undefined && indexes.has(whole)) return false;
    const from = parents.get(relation) ?? [];
    return !from.some((parent) => there.has(`${kind} ${parent}.${own}`));
  });
}

function schemaOf(relation: string): string {
  return relation.slice(0, relation.lastIndexOf('.'));
}
