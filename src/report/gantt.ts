import { span } from './quantities.js';
import type { Bar, Timeline } from './timeline.js';

/** More lines than this are no picture; the table of jobs has them. */
const MOST_BARS = 30;
const LONGEST_LABEL = 40;
/** A day without change of clocks in any zone: Mermaid reads and shows times in that of the viewer. */
const DAY = '2000-01-01';
/** Seconds between two marks of the axis. */
const TICKS = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600] as const;
const MOST_TICKS = 8;

/** How Mermaid colours a bar; the words say the same to those who see no colour. */
const STYLE: Readonly<Record<Bar['result'], readonly [tag: string, words: string]>> = {
  success: ['done', ''],
  failure: ['crit', 'failed after '],
  cancelled: ['crit', 'cancelled after '],
  'timed out': ['crit', 'timed out after '],
  skipped: ['done', 'skipped after '],
  running: ['active', 'running for '],
  waiting: ['active', 'waiting for '],
  unknown: ['active', ''],
};

/**
 * A timeline as the lines of a Mermaid diagram, in the part of its language that GitHub draws: one
 * line a bar, labels of letters, digits and blanks that begin with a number, so that none is a keyword.
 * Empty for nothing to draw.
 */
export function ganttOf({ bars, waits }: Timeline): string[] {
  const shown = bars.slice(0, MOST_BARS);
  if (shown.length === 0) return [];
  const longest = Math.max(...shown.map(({ from, seconds }) => from + seconds));
  return [
    'gantt',
    '  accTitle: Timeline of the deploy',
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    '  axisFormat %H:%M:%S',
    `  tickInterval ${tickFor(longest)}`,
    '  todayMarker off',
    ...shown.flatMap((bar, at) => {
      const cut = waits.find(({ before, cutAt }) => before === bar.name && cutAt !== undefined);
      const wait =
        cut?.cutAt === undefined
          ? []
          : [`  ${at + 1} waited ${span(cut.seconds)} :milestone, w${at + 1}, ${time(cut.cutAt)}, 0s`]; // prettier-ignore
      return [...wait, lineOf(bar, at + 1)];
    }),
  ];
}

function lineOf({ name, result, from, seconds }: Bar, number: number): string {
  const [tag, words] = STYLE[result];
  const length = Math.max(1, Math.round(seconds));
  return `  ${number} ${label(name)} ${words}${span(seconds)} :${tag}, b${number}, ${time(from)}, ${length}s`;
}

/** Everything else would be read: `:` ends the label, `#` begins an entity, `;` a new line, `%%` a comment. */
function label(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ./()_-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_LABEL)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

function time(seconds: number): string {
  return `${DAY} ${new Date(Math.round(seconds) * 1_000).toISOString().slice(11, 19)}`;
}

function tickFor(seconds: number): string {
  const tick = TICKS.find((every) => seconds / every <= MOST_TICKS) ?? 7_200;
  return tick < 60 ? `${tick}second` : `${tick / 60}minute`;
}
