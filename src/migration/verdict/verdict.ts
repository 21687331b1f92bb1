import type { Problem } from '../../errors.js';
import type { MigrationVerdict } from '../../record/details.js';
import type { DatabaseState } from '../../record/facts.js';

/** What was seen of one run of the tool. */
export interface Evidence {
  /** Undefined for tools without a ledger that we know. */
  readonly pending: readonly string[] | undefined;
  readonly before: DatabaseState;
  readonly after: DatabaseState;
  /** What came and went in the catalog, the ledger's own table aside. */
  readonly changes: readonly string[];
  /** Why more may be done than ledger and catalog show; undefined when nothing can. */
  readonly outside?: string | undefined;
}

/** The names that the ledger gained. */
export function newlyApplied({ before, after }: Evidence): string[] {
  const then = new Set(before.ledger?.applied);
  return (after.ledger?.applied ?? []).filter((name) => !then.has(name));
}

/**
 * What happened, from ledger and catalog alone: the tool's exit code is no proof either way.
 * Without a ledger nobody can say more than whether the catalog moved; and of files that work
 * outside a transaction nobody knows how far they came.
 */
export function verdictOf(evidence: Evidence): MigrationVerdict {
  const { pending } = evidence;
  const moved = evidence.changes.length > 0;
  if (pending === undefined) return 'unknown';
  const applied = newlyApplied(evidence);
  if (pending.every((name) => applied.includes(name))) {
    return pending.length === 0 && !moved ? 'nothing to apply' : 'all applied';
  }
  if (applied.length > 0 || moved) return 'part applied';
  return evidence.outside === undefined ? 'nothing applied' : 'unknown';
}

const STATE: Readonly<Record<MigrationVerdict, string>> = {
  'nothing to apply': 'production is as it was before',
  'nothing applied': 'no migration is applied: ledger and schema are as before',
  'part applied': 'part of the migration is in production',
  'all applied': 'all migrations are in production, but a check after them failed',
  unknown:
    'the tool has no ledger that this action can read, so which of its files are applied is not known',
};

/** Why nobody knows what was applied. */
export function doubtOf({ outside }: Pick<Evidence, 'outside'>): string {
  return outside === undefined
    ? 'the tool has no ledger that this action can read'
    : `${outside}, so a part of its work may be committed`;
}

/**
 * What stands in production after a failure, and the two ways on.
 * @param backup name of the backup of this run; undefined when the gate was waived.
 * @param detail of what is in production (inproduction.ts), where a part is.
 */
export function afterFailure(
  verdict: MigrationVerdict,
  evidence: Evidence,
  environment: string,
  backup: string | undefined,
  detail = '',
): Problem {
  if (verdict === 'unknown' && evidence.changes.length === 0) {
    return {
      attempted: `migrate ${environment}`,
      found: `the schema did not change; whether rows changed is not known, because ${doubtOf(evidence)}`,
      nextAction:
        'look at the tool’s output and at the rows it would have changed before you restore anything',
    };
  }
  // Prisma's row of a failure stays, even where all that the migration did is rolled back.
  const blocked = (evidence.after.ledger?.unfinished ?? []).length > 0;
  const clear = blocked ? ', clear the unfinished row of the ledger as the findings say,' : '';
  const harmless = verdict === 'nothing applied' || verdict === 'nothing to apply';
  const restore = backup === undefined ? '' : `, or restore ${backup} as its RESTORE.md says`;
  return {
    attempted: `migrate ${environment}`,
    found: verdict === 'part applied' && detail !== '' ? `${STATE[verdict]}: ${detail}` : STATE[verdict], // prettier-ignore
    nextAction: harmless
      ? `correct the migration${clear} and push`
      : `fix forward with a new migration${clear} and push${restore}`,
  };
}
