import type { NamedEntry } from './selection.js';

/**
 * In this order pg_restore is run. Rows come before indexes, so that both rows can be read and
 * indexes built at the same time; grants come last, as they may take rights from the owner himself.
 */
export type Stage = 'schemas' | 'tables and rows' | 'indexes and rules' | 'grants';

const STAGES: readonly Stage[] = ['schemas', 'tables and rows', 'indexes and rules', 'grants'];

/** pg_dump's section post-data. */
const AFTER_ROWS = new Set([
  'CHECK CONSTRAINT',
  'CONSTRAINT',
  'FK CONSTRAINT',
  'INDEX',
  'INDEX ATTACH',
  'POLICY',
  'PUBLICATION',
  'PUBLICATION TABLE',
  'PUBLICATION TABLES IN SCHEMA',
  'ROW SECURITY',
  'RULE',
  'STATISTICS',
  'STATISTICS DATA',
  'SUBSCRIPTION',
  'SUBSCRIPTION TABLE',
  'TRIGGER',
]);
/** What pg_restore itself keeps for its last two passes (pg_backup_archiver.c). */
const LAST = new Set(['ACL', 'DEFAULT ACL', 'EVENT TRIGGER', 'MATERIALIZED VIEW DATA']);

/**
 * Divides entries into stages, each in the order of the archive. What needs something of a later
 * stage goes there too: pg_dump moves, say, a view after the primary key that it relies on.
 */
export function inStages(
  entries: readonly NamedEntry[],
): ReadonlyMap<Stage, readonly NamedEntry[]> {
  const byId = new Map<number, number>();
  const stages = new Map<Stage, NamedEntry[]>(STAGES.map((stage) => [stage, []]));
  for (const entry of entries) {
    const needed = entry.needs.map((id) => byId.get(id) ?? 0);
    const at = Math.max(STAGES.indexOf(stageOf(entry)), ...needed);
    byId.set(entry.id, at);
    const stage = STAGES[at];
    if (stage !== undefined) stages.get(stage)?.push(entry);
  }
  return stages;
}

function stageOf({ type }: NamedEntry): Stage {
  if (type === 'SCHEMA') return 'schemas';
  if (LAST.has(type)) return 'grants';
  return AFTER_ROWS.has(type) ? 'indexes and rules' : 'tables and rows';
}
