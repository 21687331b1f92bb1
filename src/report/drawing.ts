import { span } from './quantities.js';

/** A line of our own Mermaid: label, colour, and where it begins and how long it is. */
const LINE = /^ {2}(\d+ [^:]*) :(\w+), \w+, 2000-01-01 (\d\d):(\d\d):(\d\d), (\d+)s$/;
/** Percent: a shorter bar could not be seen. */
const NARROWEST = 0.6;

interface Row {
  readonly label: string;
  /** Mermaid's words for the colours: done, active, crit, milestone. */
  readonly kind: string;
  readonly from: number;
  readonly seconds: number;
}

/**
 * The diagram that gantt.ts wrote, drawn with boxes: a page without network and script has no Mermaid.
 * Its labels hold nothing that HTML would read. Undefined for any other text.
 */
export function drawn(gantt: string): string | undefined {
  const rows = gantt.split('\n').flatMap((line) => rowOf(line));
  if (!gantt.startsWith('gantt\n') || rows.length === 0) return undefined;
  const whole = Math.max(1, ...rows.map(({ from, seconds }) => from + seconds));
  const percent = (seconds: number): string => ((100 * seconds) / whole).toFixed(2);
  const shown = rows.map(({ label, kind, from, seconds }) => {
    const width = kind === 'milestone' ? 0 : Math.max(NARROWEST, (100 * seconds) / whole);
    const left = Math.min(Number(percent(from)), 100 - width).toFixed(2);
    return `<div class="row ${kind}"><span>${label}</span><div><i style="left:${left}%;width:${width.toFixed(2)}%"></i></div></div>`;
  });
  return `<div class="timeline" role="img" aria-label="Timeline">\n${shown.join('\n')}\n<div class="row axis"><span></span><div><b>0</b><b>${span(whole)}</b></div></div>\n</div>\n`;
}

function rowOf(line: string): Row[] {
  const [, label, kind, ...numbers] = LINE.exec(line) ?? [];
  if (label === undefined || kind === undefined) return [];
  const [hours = 0, minutes = 0, seconds = 0, length = 0] = numbers.map(Number);
  return [{ label, kind, from: hours * 3_600 + minutes * 60 + seconds, seconds: length }];
}
