/** Zero-width space: invisible in the log, and enough that the runner no longer sees a command. */
const BREAK = '\u200b';

/**
 * A line of foreign output that cannot command the runner. The runner reads `::cmd::` at the start
 * of a line (after what .NET calls blanks) and the older `##[cmd]` anywhere in one, on both streams
 * (actions/runner ActionCommand.cs), so a migration that prints `::error::` would forge annotations
 * and `::add-mask::` would make outputs vanish. CR would start a new line in some viewers.
 */
export function neutral(line: string): string {
  return line
    .replaceAll('\r', '')
    .replaceAll('##[', `#${BREAK}#[`)
    .replace(/^([\s\u0085]*):(?=:)/, `$1:${BREAK}`);
}

/** Escapes and other control bytes removed: what is stored in records and pages is plain text. */
export function plain(line: string): string {
  return line
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

/** Plain text without what turns the direction of its neighbours, and without half characters. */
export function visible(value: string): string {
  return plain(value.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n'))
    .replaceAll('\t', ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed();
}
