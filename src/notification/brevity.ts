/** How a channel writes foreign text so that it shows it and does nothing else. */
export type Escape = (text: string) => string;

const asIs: Escape = (text) => text;

const CUT = ' …';
/** Units (UTF-16) of one line of a list. */
const LONGEST_LINE = 300;
/** Room for the line that counts the others. */
const LONGEST_REST = 40;

/**
 * A text within a channel's limit, cut between two characters as people see them: a flag or a family
 * is kept or dropped whole.
 * @param most UTF-16 units of the escaped text; services that count code points count no more.
 * @param escape applied character by character, so that no entity is cut either.
 */
export function shortened(text: string, most: number, escape: Escape = asIs): string {
  if (text.length <= most) {
    const whole = escape(text);
    if (whole.length <= most) return whole;
  }
  let kept = '';
  // What the slice itself cuts stands behind the limit and is never taken.
  for (const { segment } of new Intl.Segmenter('en').segment(text.slice(0, most))) {
    const next = escape(segment);
    if (kept.length + next.length > most - CUT.length) break;
    kept += next;
  }
  return kept + CUT;
}

/** Lines with bullets within a limit, and one that counts those that are too many. */
export function bulleted(lines: readonly string[], most: number, escape: Escape = asIs): string {
  const kept: string[] = [];
  let left = most - LONGEST_REST;
  for (const [at, line] of lines.entries()) {
    const item = `• ${shortened(line, LONGEST_LINE, escape)}`;
    left -= item.length + 1;
    if (left < 0) return [...kept, `… and ${lines.length - at} more`].join('\n');
    kept.push(item);
  }
  return kept.join('\n');
}

/** Commands to paste, or undefined: a command that is cut or escaped does something else. */
export function pasteable(commands: readonly string[], most: number): string | undefined {
  const text = commands.join('\n');
  return text.length > most || text.includes('`') ? undefined : text;
}
