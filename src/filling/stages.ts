import type { NamedEntry } from './leftout.js';

/**
 * In this order pg_restore is run. Schemas come first, so that rights in them can be lent; grants
 * come last, as they may take rights from the owner himself.
 */
export type Stage = 'schemas' | 'tables, rows and indexes' | 'grants';

const STAGES: readonly Stage[] = ['schemas', 'tables, rows and indexes', 'grants'];

/** What pg_restore itself keeps for its last two passes (pg_backup_archiver.c). */
const LAST = new Set(['ACL', 'DEFAULT ACL', 'EVENT TRIGGER', 'MATERIALIZED VIEW DATA']);

/** Divides entries into stages, each in the order of the archive; what needs something of a later stage goes there too. */
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
  return LAST.has(type) ? 'grants' : 'tables, rows and indexes';
}
