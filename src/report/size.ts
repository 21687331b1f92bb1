import { paragraphs } from './markdown.js';

/** One part never takes the room of all others: what to do next stands behind what went wrong. */
const SHARE = 1 / 3;

/**
 * Parts as one page of at most so many bytes. What comes first stays; what does not fit is cut at a
 * line, with its fences and folds closed, and a last line says so.
 * @param cutWords Markdown that stands at the end of a page that was cut.
 */
export function fitted(parts: readonly string[], mostBytes: number, cutWords: string): string {
  const whole = paragraphs(...parts);
  if (Buffer.byteLength(whole) <= mostBytes) return whole;
  const shares = parts.map((part) => cutAtLine(part, mostBytes * SHARE));
  const page = cutAtLine(paragraphs(...shares), mostBytes - Buffer.byteLength(cutWords) - 2);
  return paragraphs(page, cutWords);
}

/** Room for the line ends and for what closes an open fence and folds. */
const CLOSING_BYTES = 600;

function cutAtLine(page: string, mostBytes: number): string {
  if (Buffer.byteLength(page) <= mostBytes) return page;
  const kept: string[] = [];
  let room = mostBytes - CLOSING_BYTES;
  let fence = '';
  let folds = 0;
  for (const line of page.split('\n')) {
    room -= Buffer.byteLength(line) + 1;
    if (room < 0) break;
    kept.push(line);
    const mark = /^ *(`{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') {
      fence = mark;
      folds += Number(line.startsWith('<details>')) - Number(line === '</details>');
    } else if (mark === fence && line.trim() === fence) {
      fence = '';
    }
  }
  return [...kept, ...(fence === '' ? [] : [fence]), ...closings(folds)].join('\n');
}

function closings(folds: number): string[] {
  return Array.from({ length: folds }, () => '\n</details>');
}
