import { inBytes, inNumbers } from '../record/amounts.js';
import type { RehearseDetails } from '../record/rehearsal.js';
import type { RecordOf } from '../record/record.js';
import { migrationList, promotedTables, schemaParts, toolOutput } from './changes.js';
import { lockPart, unseenBecause } from './disturbance.js';
import { bullets, code, firstOf, folded, paragraphs, section, table, text } from './markdown.js';
import { moment, span } from './quantities.js';

const MOST = 50;
const MOST_IN_SUMMARY = 3;
const LONG_MS = 10_000;
/** How `server` of the details begins where it is a cluster of ours, whose settings are known. */
const SCRATCH = 'a scratch cluster';
const OPTIMISTIC =
  '**Every time here is optimistic**: this server never waits for its disk (`fsync` off) and writes little WAL (`wal_level` minimal). Production does both, so the same takes longer there.';

/** What a rehearsal found out, most important first. */
export function rehearsalParts({ details, status }: RecordOf<'rehearse'>): string[] {
  if (details === undefined) return [];
  const { migration } = details;
  return [
    recoveryPart(details),
    estimatePart(details),
    migration === undefined
      ? ''
      : section(
          'Migrations, on the copy',
          migrationList(migration.applied, leftOf(migration)),
          durationTable(details),
          toolOutput(migration, status === 'failed'),
        ),
    rewritePart(details),
    section('Locks, on the copy', lockPart(migration?.attempts ?? [])),
    ...schemaParts(migration?.schemaDiff ?? []),
    details.promotion === undefined
      ? ''
      : section('Promotion, on the copy', promotedTables(details.promotion.tables)),
    section('Not in the copy', folded('Entries that were not restored', leftOut(details))),
  ];
}

/** The same in a few lines, for the page of the whole deploy. */
export function rehearsalSummary({ details, status, run }: RecordOf<'rehearse'>): string {
  if (details === undefined) return '';
  const { backup, restoreSeconds, stallEstimates } = details;
  const same = backup.chosenBy === 'run' && backup.runId === run.runId;
  const from = same ? 'this very backup' : `${code(backup.name)} of ${moment(backup.snapshotTime)}`;
  const found =
    restoreSeconds === undefined
      ? `**The rehearsal failed** before there was a copy of production, from ${from}.`
      : `**The same deploy ${status} on a copy** of production, restored from ${from}${recovery(details)}.`;
  const more = run.job === '' ? '' : `Durations, locks and rewrites are on the page of the job ${code(run.job)}.`; // prettier-ignore
  return section(
    'Rehearsal',
    found,
    stallEstimates.length === 0 ? '' : 'For production it expects:',
    bullets(stallEstimates.slice(0, MOST_IN_SUMMARY).map((words) => text(words))),
    details.migration === undefined ? '' : more,
  );
}

function recoveryPart(details: RehearseDetails): string {
  const { backup, server } = details;
  const where = server === '' ? 'It was not restored.' : `Restored in ${text(server)}${recovery(details)}. Nothing of the copy is left.`; // prettier-ignore
  return paragraphs(
    `Backup ${code(backup.name)} of ${moment(backup.snapshotTime)}, ${inBytes(backup.bytes)}. ${where}`,
    server.startsWith(SCRATCH) ? OPTIMISTIC : '',
  );
}

function recovery({ restoreSeconds }: RehearseDetails): string {
  return restoreSeconds === undefined
    ? ''
    : ` and proven against its manifest in ${span(restoreSeconds)}, which is what a recovery takes on such a machine`;
}

/** Without a word where nothing was seen: not seen is not harmless. */
function estimatePart({ stallEstimates, migration }: RehearseDetails): string {
  if (migration?.attempts === undefined) return '';
  const unseen = unseenBecause(migration.attempts);
  const words = stallEstimates.map((each) => text(each));
  const failed = migration.verdict !== 'all applied';
  const end = failed ? ', up to where it failed' : '';
  return section(
    'What production’s users would wait for',
    words.length > 0
      ? firstOf(words, MOST, bullets)
      : unseen !== undefined
        ? `Not known: ${unseen}.`
        : failed
          ? 'Not measured: the migrations failed before they held a lock that others notice, and what would have come after that is not known.'
          : 'Nobody, as far as was seen: no lock that others notice was held on a table that was there before.',
    words.length === 0
      ? ''
      : `Estimated from the locks on the copy${end}: another machine, and nobody else at work. While a long transaction uses such a table they wait longer, by \`lock-timeout\` at most: they queue up behind the migration.`,
  );
}

function leftOf({ pending, applied }: NonNullable<RehearseDetails['migration']>): string[] {
  const done = new Set(applied);
  return pending.filter((name) => !done.has(name));
}

function durationTable({ durations }: RehearseDetails): string {
  return firstOf(durations, MOST, (some) =>
    table(
      ['migration', 'took'],
      some.map(({ file, milliseconds, precision }) => [
        code(file),
        precision === 'exact'
          ? measured(milliseconds)
          : `${measured(milliseconds)}, with the tool’s own work`,
      ]),
    ),
  );
}

function rewritePart({ rewrites }: RehearseDetails): string {
  const bytes = rewrites.reduce((sum, one) => sum + one.bytes, 0);
  return section(
    'Written anew',
    rewrites.length === 0
      ? ''
      : `${inBytes(bytes)} in all. Production writes the same, and needs the disk for it beside the old files until the migration has ended.`,
    firstOf(rewrites, MOST, (some) =>
      table(
        ['what', 'how', 'size', 'rows of the table'],
        some.map(({ kind, name, how, rows, bytes: size }) => [
          `${kind} ${code(name)}`,
          how,
          inBytes(size),
          inNumbers(Math.round(rows)),
        ]),
      ),
    ),
  );
}

function measured(milliseconds: number): string {
  return milliseconds < LONG_MS
    ? `${inNumbers(Math.round(milliseconds))} ms`
    : span(milliseconds / 1_000);
}

function leftOut({ leftOut: entries }: RehearseDetails): string {
  return firstOf(
    entries.map((entry) => text(entry)),
    MOST,
    bullets,
  );
}
