import { inNumbers } from '../record/amounts.js';
import type { MigrateDetails } from '../record/details.js';
import { waitingFor } from '../record/lockwaits.js';
import { longestUnseen, type Blocker, type Stall, type TableLock } from '../record/watch.js';
import { bullets, code, firstOf, paragraphs, section, table, text } from './markdown.js';
import { count, span } from './quantities.js';

type Attempt = NonNullable<MigrateDetails['attempts']>[number];

const MOST = 10;

/** How long the migration kept others waiting at its worst, in one sentence; empty where nobody watched. */
export function stallSentence(attempts: readonly Attempt[]): string {
  if (attempts.every(({ watch }) => watch.samples === 0)) return '';
  const quick = attempts.map(({ watch }) => longestUnseen(watch));
  if (quick.every((each) => each !== undefined)) {
    return `No session of the migrations lasted longer than ${inNumbers(Math.max(...quick))} ms, so nobody waited longer for them.`;
  }
  const unseen = unseenBecause(attempts);
  if (unseen !== undefined) return `Whether others had to wait is not known: ${unseen}.`;
  const [longest] = attempts.flatMap(({ watch }) => watch.stalls).sort((a, b) => b.ms - a.ms);
  if (longest === undefined) return 'No other session was seen waiting for the migrations.';
  return `The migrations kept other sessions waiting, at the worst for ${milliseconds(longest)}.`;
}

/** Why nobody can say what the migration did to others; undefined when it was seen at work. */
export function unseenBecause(attempts: readonly Attempt[]): string | undefined {
  const watches = attempts.map(({ watch }) => watch);
  if (watches.some(({ stalls, locks }) => stalls.length + locks.length > 0)) return undefined;
  const lost = watches.find((watch) => watch.lost !== undefined)?.lost;
  if (lost !== undefined) return `the watch ended early (${text(lost)})`;
  if (watches.some((watch) => watch.knownBy !== 'nothing' || longestUnseen(watch) !== undefined)) {
    return undefined;
  }
  const gap = Math.max(0, ...watches.map(({ longestGapMs }) => longestGapMs));
  return `the migrations were not seen at work. Either they were done between two looks, ${inNumbers(gap)} ms apart at most, or their sessions do not bear the name that was given to them`;
}

/** What the migration did to others: each attempt, who waited, its locks, and who was in its way. */
export function disturbancePart(attempts: readonly Attempt[] | undefined): string {
  const watched = (attempts ?? []).filter(({ watch }) => watch.samples > 0);
  const watches = watched.map(({ watch }) => watch);
  if (watches.length === 0) return '';
  return section(
    'Locks and waiting',
    stallSentence(watched),
    watched.length < 2 ? '' : table(['attempt', 'took', 'ended', 'longest wait of others'], watched.map(attemptRow)), // prettier-ignore
    lockPart(watched),
    listed('Others waited', watches.flatMap(({ stalls }) => stalls).map(stallWords)),
    listed('In the way', watches.flatMap(({ blockers }) => blockers).map(blockerWords)),
  );
}

function attemptRow({ seconds, exitCode, watch }: Attempt, at: number): string[] {
  const [longest] = watch.stalls;
  return [
    String(at + 1),
    span(seconds),
    exitCode === undefined ? 'not seen' : `exit code ${exitCode}`,
    longest === undefined ? 'none' : milliseconds(longest),
  ];
}

/** The locks over all attempts, the longest held first; those that nobody notices are counted. */
export function lockPart(attempts: readonly Attempt[]): string {
  const all = attempts
    .flatMap(({ watch }) => watch.locks)
    .sort((a, b) => a.heldMs + a.waitedMs - b.heldMs - b.waitedMs);
  // Of several attempts the worst: the last one that is set.
  const byTable = new Map(all.map((lock) => [`${lock.table} ${lock.mode}`, lock]));
  const locks = [...byTable.values()].reverse();
  const noticed = locks.filter(({ mode, waitedMs }) => waitingFor(mode) !== undefined || waitedMs > 0); // prettier-ignore
  const rest = locks.length - noticed.length;
  return paragraphs(
    firstOf(noticed, MOST, lockTable),
    rest === 0 ? '' : `${noticed.length === 0 ? '' : 'And '}${count(rest, 'weaker lock')}, on which only changes of the schema and VACUUM wait.`, // prettier-ignore
  );
}

function lockTable(locks: readonly TableLock[]): string {
  return table(
    ['table', 'lock', 'who waits meanwhile', 'held', 'waited for it'],
    locks.map(({ table: name, mode, heldMs, heldAtMostMs, waitedMs }) => [
      code(name),
      text(mode),
      waitingFor(mode) ?? 'schema changes',
      heldAtMostMs === undefined || heldAtMostMs === heldMs
        ? `${inNumbers(heldMs)} ms`
        : `${inNumbers(heldMs)} to ${inNumbers(heldAtMostMs)} ms`,
      waitedMs === 0 ? '—' : `${inNumbers(waitedMs)} ms`,
    ]),
  );
}

function listed(heading: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return paragraphs(`${heading} (${count(items.length, 'time')}):`, firstOf(items, MOST, bullets));
}

function stallWords(stall: Stall): string {
  const who = stall.application === '' ? 'a session without a name' : stall.application;
  const behind = stall.queued ? ', behind the migration that was waiting itself' : '';
  return `${text(who)} (${text(stall.role)}): ${milliseconds(stall)} for ${text(stall.waitedFor)}${behind}`;
}

function blockerWords({ who, state, holds, waitedFor, ms, query }: Blocker): string {
  const doing = state === undefined ? '' : `, ${state}`;
  const held = holds === undefined ? '' : `, holds ${holds}`;
  const words = `${who}${doing}${held}: the migration waited ${inNumbers(ms)} ms for ${waitedFor}`;
  return query === undefined ? text(words) : `${text(words)} ${code(query)}`;
}

function milliseconds({ ms, atMostMs }: Stall): string {
  return atMostMs === undefined || atMostMs === ms
    ? `${inNumbers(ms)} ms`
    : `${inNumbers(ms)} to ${inNumbers(atMostMs)} ms`;
}
