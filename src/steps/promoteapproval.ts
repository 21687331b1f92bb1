import type { Tools } from '../actions/tools.js';
import { requireApproved } from '../promotion/approval.js';
import { movedSince } from '../promotion/changelist.js';
import type { RecordedChange } from '../record/promotion.js';
import { pass, type Finding } from '../record/finding.js';
import type { RecordOf } from '../record/record.js';

/** What is to be applied, as it is now. */
interface Now {
  readonly digest: string;
  /** Undefined when there are too many to be named. */
  readonly changes: readonly RecordedChange[] | undefined;
}

/**
 * Whether what would be applied is what was approved. Where it is not, the record of the approved
 * preview tells which rows moved; where nothing is left to do because an earlier attempt has applied
 * it, that is said and is fine.
 * @throws {DeployError} when it is something else.
 */
export async function sameAsApproved(
  approved: string,
  { digest, changes }: Now,
  { records, log }: Pick<Tools, 'records' | 'log'>,
): Promise<Finding> {
  const name = 'approved digest';
  if (approved === digest) return pass(name, 'the preview is the approved one');
  const own = await recordsOf(approved, { records, log });
  if (changes?.length === 0 && own.some(({ details }) => details?.applied === true)) {
    return pass(name, 'an earlier attempt has applied it, and nothing moved since');
  }
  const then = own.find(({ details }) => details?.changes !== undefined)?.details?.changes;
  const known = then !== undefined && changes !== undefined;
  requireApproved(approved, digest, known ? movedSince(then, changes) : undefined);
  return pass(name, 'the preview is the approved one');
}

/** What this run's jobs left about a digest. */
async function recordsOf(
  approved: string,
  { records, log }: Pick<Tools, 'records' | 'log'>,
): Promise<RecordOf<'promote'>[]> {
  try {
    const all = (await records.read()).records;
    return all.filter(
      (record): record is RecordOf<'promote'> =>
        record.step === 'promote' && record.details?.digest === approved,
    );
  } catch {
    // The digests alone decide; only the names of the rows are missing.
    log.info('The record of the approved preview could not be read.');
    return [];
  }
}
