import type { MigrateDetails, RestoreDetails, SchemaChange } from '../record/details.js';
import type { PromotedTable } from '../record/promotion.js';
import {
  isPreview,
  isPreviewRun,
  jobsWithoutRecord,
  newest,
  recordsOf,
  type Deploy,
} from './deploy.js';

/** What the migrations made of the schema, over all attempts of the run. */
export type SchemaState =
  /** migrate never ran, or stopped before its tool. */
  | 'not touched'
  /** Its tool ran, and neither ledger nor schema show anything of it. Rows might. */
  | 'unchanged'
  | 'part applied'
  | 'all applied'
  /** A command whose ledger cannot be read, a lost record, or a step that died. */
  | 'unknown';

/** The state of production in facts; the page puts them into words. */
export interface Production {
  readonly schema: SchemaState;
  readonly applied: readonly string[];
  readonly notApplied: readonly string[];
  readonly catalogChanges: readonly string[];
  /** The same, object by object; undefined where a record of an older version has none. */
  readonly schemaDiff: readonly SchemaChange[] | undefined;
  /** Tables of promotions that were committed. */
  readonly promoted: readonly PromotedTable[];
  /** Whether a script of the team's own promoted; what it wrote is not counted. */
  readonly promotedByCommand: boolean;
  /** Whether a promotion was committed; undefined when nothing tells. */
  readonly promotion: 'applied' | 'not applied' | 'not run' | 'unknown';
  /** The restore after which nothing else changed the database; what stands above it is undone. */
  readonly restored?: RestoreDetails;
}

export function productionOf(deploy: Deploy): Production {
  const migrations = recordsOf(deploy.history, 'migrate').flatMap(({ details }) => details ?? []);
  const promotions = recordsOf(deploy.history, 'promote').flatMap(({ details }) => details ?? []);
  const applied = [...new Set(migrations.flatMap((migration) => migration.applied))];
  const done = new Set(applied);
  const pending = newest(deploy, 'migrate')?.details?.pending ?? [];
  return {
    schema: schemaState(deploy, applied),
    applied,
    notApplied: pending.filter((name) => !done.has(name)),
    catalogChanges: migrations.flatMap((migration) => migration.catalogChanges),
    schemaDiff: schemaDiffOf(migrations),
    promoted: promotions.filter((promotion) => promotion.applied).flatMap(({ tables }) => tables),
    promotedByCommand: promotions.some(({ applied, command }) => applied && command !== undefined),
    promotion: promotionState(deploy),
    ...restoredLast(deploy),
  };
}

function schemaDiffOf(migrations: readonly MigrateDetails[]): SchemaChange[] | undefined {
  const changing = migrations.filter(({ catalogChanges }) => catalogChanges.length > 0);
  const diffs = changing.flatMap(({ schemaDiff }) =>
    schemaDiff === undefined ? [] : [schemaDiff],
  );
  return diffs.length === changing.length ? diffs.flat() : undefined;
}

/** ISO times of one run compare as texts. */
function restoredLast({ history }: Deploy): { restored?: RestoreDetails } {
  const restores = recordsOf(history, 'restore').filter(({ details }) => details?.swapped === true);
  const last = restores.sort((a, b) => a.finishedAt.localeCompare(b.finishedAt)).at(-1);
  if (last?.details === undefined) return {};
  const changes = [...recordsOf(history, 'migrate'), ...recordsOf(history, 'promote')];
  const changedAfter = changes.some(({ startedAt }) => startedAt > last.finishedAt);
  return changedAfter ? {} : { restored: last.details };
}

/** Rows that a table's promotion wrote. */
export function writtenRows({ inserts, updates, deletes }: PromotedTable): number {
  return inserts + updates + deletes;
}

/** Whether anything at all is known to be different in production. */
export function hasChanged(production: Production): boolean {
  const { schema, catalogChanges, promoted, promotedByCommand } = production;
  if (schema === 'part applied' || schema === 'all applied' || promotedByCommand) return true;
  return catalogChanges.length > 0 || promoted.some((table) => writtenRows(table) > 0);
}

function schemaState(deploy: Deploy, applied: readonly string[]): SchemaState {
  const record = newest(deploy, 'migrate');
  if (record === undefined) return neverRan(deploy, 'migrate') ? 'not touched' : 'unknown';
  switch (record.details?.verdict) {
    case undefined:
    case 'unknown':
      return 'unknown';
    case 'all applied':
      return 'all applied';
    case 'nothing to apply':
      return applied.length > 0 ? 'all applied' : 'unchanged';
    case 'nothing applied':
      if (applied.length > 0) return 'part applied';
      return record.details.started === true ? 'unchanged' : 'not touched';
    case 'part applied':
      return 'part applied';
  }
}

function promotionState(deploy: Deploy): Production['promotion'] {
  const records = recordsOf(deploy.history, 'promote');
  if (records.length === 0) return neverRan(deploy, 'promote') ? 'not run' : 'unknown';
  if (records.some(({ details }) => details?.applied === true)) return 'applied';
  const isUnknown = records.some(
    ({ details }) => details === undefined || details.doubt !== undefined,
  );
  return isUnknown ? 'unknown' : 'not applied';
}

/**
 * Whether migrate and promote left no word, and no backup is known of, without which they refuse to
 * start: nothing is changed then, unless `require-backup` is false, which is not known here.
 */
export function lacksBackup({ history, unreadable }: Deploy): boolean {
  const isOpen = history.some(
    (record) =>
      record.step === 'migrate' ||
      // A preview needs no backup.
      (record.step === 'promote' && !isPreview(record)) ||
      (record.step === 'backup' && record.status === 'passed'),
  );
  return !isOpen && unreadable.length === 0;
}

/**
 * Without a record a step did not run only if every job that left none was skipped: which job uses
 * which step, only a record tells.
 */
function neverRan(deploy: Deploy, step: 'migrate' | 'promote'): boolean {
  if (deploy.unreadable.some((artifact) => artifact.includes(`-${step}-`))) return false;
  if (isPreviewRun(deploy)) return true;
  if (!deploy.jobsKnown) return false;
  return jobsWithoutRecord(deploy).every(({ result }) => result === 'skipped');
}
