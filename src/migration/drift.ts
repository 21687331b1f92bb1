import type { Log } from '../actions/log.js';
import type { FoundRecord, RecordStore } from '../actions/records.js';
import { redactDeep } from '../actions/redaction.js';
import { DeployError, messageOf } from '../errors.js';
import { catalogFingerprint } from '../postgres/catalog.js';
import { catalogDiff, changeWords } from '../postgres/catalogdiff.js';
import { watched, watchedFingerprint } from '../postgres/watched.js';
import { couldNotVerify, fail, notRun, pass, warn, type Finding } from '../record/finding.js';
import type { RecordOf } from '../record/record.js';

export const DRIFT = 'drift since the last deploy';

const MOST = 20;
const LONGEST = 200;
const FIX =
  'somebody changed the database outside the pipeline, a step was killed before it could leave a record, or the server was upgraded and words definitions otherwise: put the change into a migration that is marked as applied, or undo it; what this deploy leaves is what the next one compares with';
const READABLE =
  'give the job `permissions: { contents: read, actions: read }`, and delete the artifact of a record that stays unreadable';

type Visibility = 'public' | 'private' | 'unknown';

export interface DriftQuestion {
  readonly mode: 'warn' | 'fail' | 'off';
  readonly records: Pick<RecordStore, 'newestAnywhere'>;
  /** Lines of the catalog now. */
  readonly catalog: readonly string[];
  /** Of the repository: objects are named only where no stranger reads. */
  readonly visibility: Visibility;
  /** Its masks are what the kept catalog was redacted by. */
  readonly log: Pick<Log, 'masks'>;
  readonly signal: AbortSignal;
}

/** The catalog for the next deploy, kept only where no stranger reads: an encrypted backup hides it, too. */
export function keptCatalog(
  { visibility }: { readonly visibility: Visibility },
  catalog: readonly string[],
): { readonly catalog?: readonly string[] } {
  return visibility === 'private' ? { catalog } : {};
}

/** What a deploy or restore left, as its record tells. */
interface Baseline {
  readonly words: string;
  /** Of what is watched; undefined in records of older versions. */
  readonly watchedFingerprint: string | undefined;
  readonly catalogFingerprint: string | undefined;
  readonly catalog: readonly string[] | undefined;
}

/**
 * Compares the catalog with what the last deploy or restore of this environment left, by their
 * records alone. A search that fails costs the answer, and under `fail` the deploy.
 * @throws only the reason of a cancelled step.
 */
export async function driftFinding(question: DriftQuestion): Promise<Finding> {
  const { mode, records, signal } = question;
  if (mode === 'off') return notRun(DRIFT, 'drift is `off`');
  try {
    const migrate = await records.newestAnywhere('migrate', leftAState);
    const deployedAt = migrate.record?.finishedAt ?? '';
    // One before the deploy ends the search: each that is looked at is a download.
    const restore = await records.newestAnywhere(
      'restore',
      ({ details, finishedAt }) => details?.swapped === true || finishedAt <= deployedAt,
    );
    const unread = [...migrate.unreadable, ...restore.unreadable];
    const baseline = newestOf(migrate, restore);
    if (baseline !== undefined) return compared(question, baseline, unread);
    return unread.length === 0
      ? notRun(
          DRIFT,
          'no earlier deploy left a record: this is the first that this action sees here',
        )
      : unanswered(mode, `records of earlier deploys could not be read: ${listed(unread)}`);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DeployError)) return unanswered(mode, messageOf(error));
    const [problem] = error.problems;
    return unanswered(mode, `records of earlier deploys could not be searched: ${problem?.found ?? ''}`, problem?.nextAction); // prettier-ignore
  }
}

/** Who stops at drift stops at what may be drift, too. */
function unanswered(mode: DriftQuestion['mode'], found: string, remedy?: string): Finding {
  if (mode !== 'fail') return couldNotVerify(DRIFT, found, remedy);
  const fix = `${remedy ?? READABLE}; or deploy once with drift \`warn\`, after a look at the schema`;
  return fail(DRIFT, { expected: 'a record of the last deploy to compare with', found, fix });
}

/**
 * A deploy that passed, or one that failed with its tool started: both know what they left. One that
 * was refused only looked, perhaps at the very drift that it was refused for.
 */
function leftAState({ status, details }: RecordOf<'migrate'>): boolean {
  return details?.after !== undefined && (status === 'passed' || details.started === true);
}

function newestOf(
  { record: migrate, catalog: migrated }: FoundRecord<'migrate'>,
  { record: restore, catalog: restored }: FoundRecord<'restore'>,
): Baseline | undefined {
  const isRestored =
    restore !== undefined && (migrate === undefined || restore.finishedAt > migrate.finishedAt);
  const record = isRestored ? restore : migrate;
  if (record === undefined) return undefined;
  const what = isRestored ? 'restore' : 'deploy';
  return {
    words: `the ${what} of run ${record.run.runId} (${record.finishedAt.slice(0, 16).replace('T', ' ')} UTC)`, // prettier-ignore
    watchedFingerprint: record.details?.watchedFingerprint,
    catalogFingerprint: isRestored ? restore.details?.catalogFingerprint : migrate?.details?.after?.catalogFingerprint, // prettier-ignore
    catalog: isRestored ? restored : migrated,
  };
}

function compared(
  { mode, catalog, visibility, log }: DriftQuestion,
  baseline: Baseline,
  unread: readonly string[],
): Finding {
  const { words } = baseline;
  const isPrivate = visibility === 'private';
  const same = isAsLeft(catalog, baseline);
  if (same === undefined) {
    return notRun(DRIFT, `${words} was one by an older version of this action, whose record has no fingerprint`); // prettier-ignore
  }
  if (same) return pass(DRIFT, `none: the catalog is as ${words} left it`);
  const differences = isPrivate && baseline.catalog !== undefined ? listDifferences(baseline.catalog, redactDeep([...catalog], log.masks)) : whyUnlisted(isPrivate); // prettier-ignore
  const found = `the catalog is not as ${words} left it: ${differences}`;
  if (unread.length > 0) {
    return unanswered(mode, `${found}; a later deploy may have done it, for its record could not be read: ${listed(unread)}`); // prettier-ignore
  }
  const shortfall = { expected: 'the catalog that the last deploy left', found, fix: FIX };
  return mode === 'fail' ? fail(DRIFT, shortfall) : warn(DRIFT, shortfall);
}

/** Undefined: the record has nothing to compare with. */
function isAsLeft(catalog: readonly string[], baseline: Baseline): boolean | undefined {
  if (baseline.catalogFingerprint === catalogFingerprint(catalog)) return true;
  if (baseline.watchedFingerprint !== undefined) {
    return baseline.watchedFingerprint === watchedFingerprint(catalog);
  }
  return baseline.catalogFingerprint === undefined ? undefined : false;
}

function listDifferences(then: readonly string[], now: readonly string[]): string {
  const lines = catalogDiff(watched(then), watched(now)).map(changeWords);
  return listed(
    lines.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line)),
  );
}

function whyUnlisted(isPrivate: boolean): string {
  return isPrivate
    ? 'which objects differ is not known, because its record does not keep the catalog'
    : 'which objects differ is not known, because records keep the catalog in private repositories only';
}

function listed(items: readonly string[]): string {
  const rest = items.length - MOST;
  return items.slice(0, MOST).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
