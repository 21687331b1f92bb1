import type { RecordStore } from '../actions/records.js';
import { problemsOf } from '../errors.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';
import type { Record } from '../record/record.js';

const NAME = 'real key last proven';
const FIX =
  'run rollback.yml (on a laptop: the step restore) without confirm-database: it decrypts the newest backup with decrypt-with, shows what a restore would lose, and changes nothing';

/** Signs of a recipient that tell it from others. */
const SHOWN = 16;

/**
 * When somebody last opened a backup with the private key of one of these recipients. The keys are
 * not here, and whether anybody still has them shows where a backup is opened: in a restore, be it
 * one that only looked, and in a rehearsal.
 * @returns nothing without recipients.
 */
export async function realKeyFinding(
  recipients: readonly string[],
  records: Pick<RecordStore, 'newestAnywhere'>,
): Promise<Finding[]> {
  if (recipients.length === 0) return [];
  const fits = (
    details: { readonly openedWith: readonly string[] } | undefined,
  ): readonly string[] => recipients.filter((recipient) => details?.openedWith.includes(recipient));
  try {
    // A restore, be it a look only, and a rehearsal decrypt alike.
    const found = await Promise.all([
      records.newestAnywhere('restore', ({ status, details }) => status === 'passed' && fits(details).length > 0), // prettier-ignore
      records.newestAnywhere('rehearse', ({ details }) => fits(details).length > 0),
    ]);
    const [newest] = found
      .flatMap(({ record }) => record ?? [])
      .sort((one, other) => other.finishedAt.localeCompare(one.finishedAt));
    if (newest !== undefined)
      return [pass(NAME, inWords(newest, fits(newest.details), recipients))];
    const unreadable = found.flatMap((each) => each.unreadable);
    return [unreadable.length === 0 ? never() : unknown(`not readable: ${unreadable.join('; ')}`)];
  } catch (error) {
    const found = problemsOf(error, 'search the records of earlier runs').map(
      (problem) => problem.found,
    );
    return [unknown(found.join('; '))];
  }
}

function inWords(
  { finishedAt, step, run }: Pick<Record, 'finishedAt' | 'step' | 'run'>,
  proven: readonly string[],
  recipients: readonly string[],
): string {
  const others = recipients.length - proven.length;
  const rest = others === 0 ? '' : `; nothing is known of the other ${others}`;
  return `${finishedAt}, by ${step} in run ${run.runId}, with the key of ${proven.map(shown).join(', ')}${rest}`;
}

function never(): Finding {
  return warn(NAME, {
    expected: 'a restore that opened a backup with the private key of a recipient',
    found:
      'never, in the records that are still kept: nothing shows that anybody has the private key',
    fix: FIX,
  });
}

function unknown(found: string): Finding {
  return couldNotVerify(NAME, found, `give the job \`permissions: actions: read\`; or ${FIX}`);
}

/** Public, and long when it is post-quantum. */
function shown(recipient: string): string {
  return recipient.length <= SHOWN ? recipient : `${recipient.slice(0, SHOWN)}…`;
}
