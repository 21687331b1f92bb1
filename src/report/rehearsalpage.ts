import { inBytes, inNumbers } from '../record/amounts.js';
import type { RehearseDetails } from '../record/details.js';
import type { RecordOf } from '../record/record.js';
import { migrationList, promotedTables, schemaParts, toolOutput } from './changes.js';
import { disturbancePart } from './disturbance.js';
import { bullets, code, firstOf, folded, paragraphs, section, table, text } from './markdown.js';
import { moment, span } from './quantities.js';

const MOST = 50;
const LONG_MS = 10_000;

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
          rewriteTable(details),
          toolOutput(migration, status === 'failed'),
        ),
    disturbancePart(migration?.attempts),
    ...schemaParts(migration?.schemaDiff ?? []),
    details.promotion === undefined
      ? ''
      : section('Promotion, on the copy', promotedTables(details.promotion.tables)),
    section('Not in the copy', folded('Entries that were not restored', leftOut(details))),
  ];
}

/** The same in a few lines, for the page of the whole deploy. */
export function rehearsalSummary({ details, status }: RecordOf<'rehearse'>): string {
  if (details === undefined) return '';
  const ended = status === 'passed' ? 'passed' : 'failed';
  return section(
    'Rehearsal',
    `**The same deploy ${ended} on a copy** of production, restored from this very backup${recovery(details)}.`,
    bullets(details.stallEstimates.slice(0, 3).map((words) => text(words))),
  );
}

function recoveryPart(details: RehearseDetails): string {
  const { backup, server } = details;
  const where = server === '' ? 'It was not restored.' : `Restored in ${text(server)}${recovery(details)}.`; // prettier-ignore
  return paragraphs(
    `Backup ${code(backup.name)} of ${moment(backup.snapshotTime)}, ${inBytes(backup.bytes)}. ${where} Nothing of it is left.`,
  );
}

function recovery({ restoreSeconds }: RehearseDetails): string {
  return restoreSeconds === undefined
    ? ''
    : `, and proven against its manifest in ${span(restoreSeconds)}: that is what a recovery takes`;
}

function estimatePart({ stallEstimates, migration }: RehearseDetails): string {
  if (migration === undefined) return '';
  const words = stallEstimates.map((each) => text(each));
  return section(
    'What production’s users would wait for',
    words.length === 0
      ? 'No lock that others notice was seen on a table that was there before.'
      : firstOf(words, MOST, bullets),
    words.length === 0 ? '' : 'Estimated from the locks on the copy: another machine, and nobody else at work.', // prettier-ignore
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

function rewriteTable({ rewrites }: RehearseDetails): string {
  return firstOf(rewrites, MOST, (some) =>
    table(
      ['written anew', '', 'rows of the table', 'size'],
      some.map(({ kind, name, how, rows, bytes }) => [
        `${kind} ${code(name)}`,
        how,
        inNumbers(Math.round(rows)),
        inBytes(bytes),
      ]),
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
