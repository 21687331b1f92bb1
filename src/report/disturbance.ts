import { inNumbers } from '../record/amounts.js';
import type { MigrateDetails } from '../record/details.js';
import type { Blocker, Stall, Watch } from '../record/watch.js';
import { bullets, code, firstOf, paragraphs, section, table, text } from './markdown.js';
import { count, span } from './quantities.js';

type Attempt = NonNullable<MigrateDetails['attempts']>[number];

const MOST = 10;

/** How long the migration kept others waiting at its worst, in one sentence; empty where nobody watched. */
export function stallSentence(attempts: readonly Attempt[]): string {
  const watches = attempts.map(({ watch }) => watch);
  if (watches.every(({ samples }) => samples === 0)) return '';
  const [longest] = watches.flatMap(({ stalls }) => stalls).sort((a, b) => b.ms - a.ms);
  if (longest === undefined) return 'No other session was seen waiting for the migrations.';
  return `The migrations kept other sessions waiting for up to ${milliseconds(longest)}.`;
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
    lockTable(watches),
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

/** The strongest lock of each table over all attempts, the longest held first. */
function lockTable(watches: readonly Watch[]): string {
  const locks = watches
    .flatMap((watch) => watch.locks)
    .sort((a, b) => b.heldMs + b.waitedMs - a.heldMs - a.waitedMs);
  return firstOf(locks, MOST, (some) =>
    table(
      ['table', 'lock', 'held', 'waited for it'],
      some.map(({ table: name, mode, heldMs, heldAtMostMs, waitedMs }) => [
        code(name),
        text(mode),
        heldAtMostMs === undefined || heldAtMostMs === heldMs
          ? `${inNumbers(heldMs)} ms`
          : `${inNumbers(heldMs)} to ${inNumbers(heldAtMostMs)} ms`,
        waitedMs === 0 ? '—' : `${inNumbers(waitedMs)} ms`,
      ]),
    ),
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
