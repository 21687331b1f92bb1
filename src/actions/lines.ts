import type { Readable } from 'node:stream';

/** Characters of one line that are held; nobody writes longer ones for people. */
const LONGEST_LINE = 64 * 1024;
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;
const MISSING = ' … ';

/**
 * Tells each line of a text as it arrives, and holds no more than one: of a line without an end,
 * its beginning and its end.
 * @param pace awaited after each piece of the text, before the next is read.
 */
export async function eachLine(
  stream: Readable,
  tell: (line: string) => void,
  pace?: () => Promise<void>,
): Promise<void> {
  let begun = '';
  let afterReturn = false;
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const text = afterReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    afterReturn = chunk.endsWith('\r');
    const parts = text.split(LINE_BREAK);
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      tell(withoutMiddle(begun + part, LONGEST_LINE));
      begun = '';
    }
    begun = withoutMiddle(begun + rest, LONGEST_LINE);
    await pace?.();
  }
  if (begun !== '') tell(begun);
}

/** At most as many characters: the cause of an error stands at the beginning, or at the end. */
export function withoutMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - MISSING.length) / 2);
  return `${text.slice(0, half)}${MISSING}${text.slice(-half)}`;
}
