import type { MigrateDetails } from '../record/details.js';
import { notRun, pass, warn, type Finding } from '../record/finding.js';
import type { Record } from '../record/record.js';

const CATALOG_DELTA = 'catalog delta';

const MOST = 10;
const FIX =
  'look at each: a migration that asks for rows, roles, settings or the time does not do the same everywhere; on a scratch-url another role may own what it makes; or somebody changed the schema meanwhile';

type Delta = Pick<MigrateDetails, 'catalogChanges' | 'schemaDiff'>;

/**
 * Compares what the migration of this run changed in production's catalog with what it changed on
 * the rehearsed copy, by their records. Without a rehearsal it is listed, and not judged.
 */
export function catalogDelta(records: readonly Record[]): Finding {
  const rehearsal = records.findLast(
    (record) => record.step === 'rehearse' && record.details?.migration !== undefined,
  );
  const rehearsed = rehearsal?.step === 'rehearse' ? rehearsal.details?.migration : undefined;
  const since = rehearsal?.finishedAt ?? '';
  const migrated = records.flatMap((record) =>
    record.step === 'migrate' && record.finishedAt >= since ? (record.details ?? []) : [],
  );
  if (migrated.length === 0) return notRun(CATALOG_DELTA, 'no record of migrate');
  if (rehearsed === undefined) {
    const all = migrated.flatMap(wordsOf);
    const words = all.length === 0 ? 'no object changed' : listed(all);
    return notRun(
      CATALOG_DELTA,
      `no migration was rehearsed in this run to compare with: ${words}`,
    );
  }
  if (rehearsed.verdict !== 'all applied' && rehearsed.verdict !== 'unknown') {
    return notRun(
      CATALOG_DELTA,
      `the rehearsed migration did not get through: ${rehearsed.verdict}`,
    );
  }
  return compared(migrated, rehearsed);
}

function compared(migrated: readonly Delta[], rehearsed: Delta): Finding {
  const production = remaining(migrated.flatMap(({ catalogChanges }) => catalogChanges));
  const copy = remaining(rehearsed.catalogChanges);
  const lines = [without(production, copy), without(copy, production)] as const;
  if (lines[0].length + lines[1].length === 0) {
    const count = production.length === 0 ? 'no line' : `${production.length} lines`;
    return pass(CATALOG_DELTA, `as rehearsed: ${count} of the catalog came or went`);
  }
  const [ours, theirs] = [migrated.flatMap(wordsOf), wordsOf(rehearsed)];
  const words = [without(ours, theirs), without(theirs, ours)] as const;
  // Objects in words say more than lines; where these alone differ, they must do.
  const [here, there] = words[0].length + words[1].length > 0 ? words : lines;
  const found = [
    ...(here.length > 0 ? [`in production alone: ${listed(here)}`] : []),
    ...(there.length > 0 ? [`in the rehearsal alone: ${listed(there)}`] : []),
  ].join('. ');
  return warn(CATALOG_DELTA, { expected: 'as rehearsed', found, fix: FIX });
}

function wordsOf({ schemaDiff, catalogChanges }: Delta): readonly string[] {
  return schemaDiff?.map(({ text }) => text) ?? catalogChanges;
}

/** Without what one attempt made and the next took back. */
function remaining(changes: readonly string[]): string[] {
  const balance = new Map<string, number>();
  for (const change of changes) {
    const line = change.slice(2);
    balance.set(line, (balance.get(line) ?? 0) + (change.startsWith('+') ? 1 : -1));
  }
  return [...balance]
    .filter(([, count]) => count !== 0)
    .map(([line, count]) => `${count > 0 ? '+' : '-'} ${line}`);
}

function without(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
}

function listed(items: readonly string[]): string {
  const rest = items.length - MOST;
  return items.slice(0, MOST).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
