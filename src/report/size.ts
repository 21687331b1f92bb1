import { paragraphs } from './markdown.js';

/**
 * Parts as one page of at most so many bytes. What comes first stays; the part that does not fit is
 * cut at a line, with its fences and folds closed, and a last line says so.
 * @param cutWords Markdown that stands at the end of a page that was cut.
 */
export function fitted(parts: readonly string[], mostBytes: number, cutWords: string): string {
  const page = paragraphs(...parts);
  if (Buffer.byteLength(page) <= mostBytes) return page;
  return paragraphs(cutAtLine(page, mostBytes - Buffer.byteLength(cutWords)), cutWords);
}

/** Room for the line ends and for what closes an open fence and folds. */
const CLOSING_BYTES = 1_000;

function cutAtLine(page: string, mostBytes: number): string {
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
