import { createHash } from 'node:crypto';
import { to as copyTo } from 'pg-copy-streams';
import type { Session } from '../postgres/session.js';
import type { Consequence } from './deletion/consequences.js';
import type { Request } from './request.js';
import { CHANGES } from './staging.js';
import type { Target } from './target.js';

/** Part of every digest: raise it when what a digest covers, or its form, changes. */
const FORMAT = 'db-deploy promotion 4';

/**
 * sha256 (hex) over the request, what the schema says of each table, what the deletes do to others, and
 * every change with its key
 * and the hashes of the row before and after, sorted. Equal digests mean: the same writes.
 * Streamed, so that memory does not grow with the changes.
 */
export async function digestOf(
  prod: Session,
  request: Request,
  targets: readonly Target[],
  consequences: readonly Consequence[],
): Promise<string> {
  const hash = createHash('sha256');
  const { maxChangePercent, maxDeletes } = request;
  const hurt = consequences.map(({ key, parentName, childName, effect, rows, contents }) => [
    key,
    parentName,
    childName,
    effect,
    rows,
    contents,
  ]);
  hash.update(JSON.stringify([FORMAT, maxChangePercent, maxDeletes, targets.map(described), hurt]));
  const changes = prod.client.query(
    copyTo(
      `copy (select target, op, key, pre, post from ${CHANGES}
              order by target, key collate "C", op collate "C") to stdout`,
    ),
  );
  for await (const chunk of changes) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Without oids: a restored database has others. */
function described(target: Target): unknown {
  return [
    target.name,
    target.mode,
    target.ids,
    target.where ?? null,
    target.insertOnly,
    target.primary,
    target.translations,
    target.key.map(({ name }) => name),
    target.columns.map((name) => [name, target.types[name], target.required.includes(name)]),
    target.uniques.map(({ name, expressions, predicate }) => [name, expressions, predicate]),
    target.checks.map(({ name, expression }) => [name, expression]),
    [...target.parents, ...target.children].map((key) => [
      key.name,
      key.childName,
      key.childColumns,
      key.parentName,
      key.parentColumns,
      key.onUpdate,
      key.onDelete,
    ]),
    target.triggers.map(({ name, definition }) => [name, definition]),
  ];
}
