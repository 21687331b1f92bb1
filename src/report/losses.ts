import type { RestoreDetails, TableLoss } from '../record/details.js';
import { code, firstOf, section, table, text } from './markdown.js';
import { count, moment } from './quantities.js';
import { inNumbers } from '../record/amounts.js';

/** Tables of one page; the record has all. */
const MOST = 50;

/** What a restore costs: per table, rows now against rows in the backup. Only what differs is listed. */
export function lossPart({ losses, backup, swapped }: RestoreDetails): string {
  const differing = losses.filter((loss) => !isAlike(loss)).sort(byDifference);
  const alike = losses.filter(isAlike);
  const unread = alike.filter(({ content }) => content === 'unknown').length;
  // The effect stands before the numbers: on a phone the last columns are out of sight.
  const header = [
    'table',
    'what happens',
    swapped ? 'rows before' : 'rows now',
    'rows in the backup',
  ];
  return section(
    swapped ? 'What was lost' : 'What would be lost',
    losses.length === 0
      ? 'Neither the database nor the backup has a table.'
      : sumWords(differing, losses.length, unread, backup.snapshotTime),
    firstOf(differing, MOST, (some) => table(header, some.map(row))),
    sameWords(alike.length - unread, swapped),
    unreadWords(unread),
  );
}

function sameWords(tables: number, swapped: boolean): string {
  if (tables === 0) return '';
  const verb = swapped ? 'held' : tables === 1 ? 'holds' : 'hold';
  return `${count(tables, 'table')} ${verb} the same rows as the backup.`;
}

function unreadWords(tables: number): string {
  if (tables === 0) return '';
  return `❔ ${count(tables, 'table')} with the same number of rows: whether the contents are the same is not known, because rows were only counted.`;
}

/** Nothing of it is known to be lost. */
function isAlike({ rowsNow, rowsThen, content }: TableLoss): boolean {
  return (
    content === 'same' || (content === 'unknown' && rowsNow !== undefined && rowsNow === rowsThen)
  );
}

function sumWords(
  differing: readonly TableLoss[],
  tables: number,
  unread: number,
  time: string,
): string {
  const differ = `${inNumbers(differing.length)} of ${count(tables, 'table')} ${differing.length === 1 ? 'differs' : 'differ'}`;
  const lost = differing.map(rowsLost).reduce((sum, rows) => (rows > 0n ? sum + rows : sum), 0n);
  const back = differing.map(rowsLost).reduce((sum, rows) => (rows < 0n ? sum - rows : sum), 0n);
  const returning = back > 0n ? `, and at least ${count(back, 'row')} deleted since` : '';
  if (lost > 0n) {
    return `**At least ${count(lost, 'row')} written since ${moment(time)}**${returning}. ${differ}.`;
  }
  if (differing.length > 0) {
    return `No table is known to have more rows than in the backup, but ${differ}.`;
  }
  return unread > 0
    ? 'No difference is known.'
    : '**Nothing**: every table holds what the backup holds.';
}

function row(loss: TableLoss): string[] {
  return [code(loss.table), effect(loss), rowsWords(loss.rowsNow), rowsWords(loss.rowsThen)];
}

/** Numbers tell the least that was written: a row deleted and another written leave the same number. */
function effect(loss: TableLoss): string {
  const { rowsNow, rowsThen, content } = loss;
  if (rowsThen === undefined) {
    return rowsNow === undefined
      ? 'made since: **gone** with its rows'
      : `made since: **gone** with its ${rowsOf(rowsNow)}`;
  }
  if (rowsNow === undefined) {
    return content === 'unknown'
      ? 'its rows could not be read now: what is lost is not known'
      : `dropped since: back with its ${rowsOf(rowsThen)}`;
  }
  const more = rowsLost(loss);
  if (more > 0n) return `at least ${count(more, 'row')} written since: **gone**`;
  if (more < 0n)
    return `at least ${count(-more, 'row')} deleted since: back; any written since: **gone**`;
  return 'same number, other content: what was changed since is **gone**';
}

/** More rows now than then; negative: fewer. 0 where one of the numbers is not known. */
function rowsLost({ rowsNow, rowsThen, content }: TableLoss): bigint {
  if (rowsNow === undefined) return content === 'unknown' ? 0n : -digits(rowsThen);
  return digits(rowsNow) - digits(rowsThen);
}

function byDifference(a: TableLoss, b: TableLoss): number {
  const size = (loss: TableLoss): bigint => {
    const rows = rowsLost(loss);
    return rows < 0n ? -rows : rows;
  };
  const [first, second] = [size(a), size(b)];
  return first === second ? 0 : first > second ? -1 : 1;
}

function rowsWords(rows: string | undefined): string {
  return rows === undefined ? '–' : isNumber(rows) ? inNumbers(BigInt(rows)) : text(rows);
}

function rowsOf(rows: string): string {
  return count(digits(rows), 'row');
}

function digits(rows: string | undefined): bigint {
  return rows !== undefined && isNumber(rows) ? BigInt(rows) : 0n;
}

function isNumber(rows: string): boolean {
  return /^\d+$/.test(rows);
}
