/**
 * A page as plain text for a terminal. Works on the Markdown that this room writes: foreign text in
 * it is entities already, so every sign of structure is ours.
 */
export function terminalText(page: string): string {
  let fenced = false;
  const lines: string[] = [];
  const rows: Row[] = [];
  const endTable = (): void => {
    lines.push(...aligned(rows.splice(0)));
  };
  for (const line of page.split('\n')) {
    const isFence = /^ *`{3,}/.test(line);
    if (!fenced && line.startsWith('| ')) {
      rows.push(rowOf(line));
      continue;
    }
    endTable();
    if (isFence) fenced = !fenced;
    // As it stands: a here-document ends only at the beginning of a line.
    else if (fenced) lines.push(line.replace(/^ {3}/, ''));
    else lines.push(...plainLine(line));
  }
  endTable();
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function plainLine(line: string): string[] {
  if (line === '</details>') return [];
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  const words = plainWords(heading ?? line).replace(/^> /, '  ');
  return heading === undefined ? [words] : [words, '='.repeat(words.length)];
}

/** Entities last: what they stand for is foreign text and no structure. */
function plainWords(markdown: string): string {
  return (
    markdown
      .replace(/<br>$/, '')
      // A line that ends with a sign of its own needs no other.
      .replace(/([.:;,!?])<br>/g, '$1 ')
      .replace(/<br>(?=\p{Lu})/gu, '. ')
      .replaceAll('<br>', '; ')
      .replace(/<summary>(.*)<\/summary>/, '▸ $1')
      .replace(/<\/?(details|code)>/g, '')
      .replace(/\[((?:[^\]])*)\]\((\S+)\)/g, '$1 <$2>')
      .replace(/\*\*|`/g, '')
      .replaceAll('\u200b', '')
      .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
  );
}

interface Row {
  readonly cells: readonly string[];
  /** Further lines of the last cell. Among them are commands, which work only on lines of their own. */
  readonly below: readonly string[];
}

function rowOf(line: string): Row {
  const cells = line.slice(2, -2).split(' | ');
  const [last = '', ...below] = (cells.at(-1) ?? '').split('<br>');
  return { cells: [...cells.slice(0, -1), last].map(plainWords), below: below.map(plainWords) };
}

/** The ruler under the header vanishes; columns get the width of their longest cell, within reason. */
function aligned(rows: readonly Row[]): string[] {
  const shown = rows.filter(({ cells }) => !cells.every((cell) => cell === '---'));
  const widths = (shown[0]?.cells ?? []).map((_, at) =>
    Math.min(40, Math.max(...shown.map(({ cells }) => cells[at]?.length ?? 0))),
  );
  return shown.flatMap(({ cells, below }) => [
    `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
    ...below.map((line) => `      ${line}`),
  ]);
}
