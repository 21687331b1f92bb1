import { withoutComments } from './comments.js';

const DOWN =
  /^(?:(?:module\.)?exports\.down\s*=|export\s+(?:async\s+)?function\s+down\b|export\s+const\s+down\b)/;
/** Indented, empty, or the end of parameters before a body. */
const GOES_ON = /^(\s|$|[)\]}].*[{([]\s*$)/;

/**
 * The program of a migration without the function that takes it back, where that is clear: it stands
 * at the start of a line, what belongs to it is indented, and nothing else speaks of it. Else all of
 * the text: what is thought to run costs a retry at the most.
 */
export function upOfProgram(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => DOWN.test(line));
  if (start < 0) return text;
  let end = start + 1;
  while (end < lines.length && GOES_ON.test(lines[end] ?? '')) end += 1;
  if (/^[}\])`]/.test(lines[end] ?? '')) end += 1;
  const down = lines.slice(start, end).join('\n');
  const rest = [...lines.slice(0, start), ...lines.slice(end)].join('\n');
  const isClear = !/\bup\b/.test(down) && !/\bdown\b/.test(withoutComments(rest));
  return isClear ? rest : text;
}
