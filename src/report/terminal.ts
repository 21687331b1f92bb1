/**
 * A page as plain text for a terminal. Works on the Markdown that this room writes: foreign text in
 * it is entities already, so every sign of structure is ours.
 */
export function terminalText(page: string): string {
  let fence = '';
  const lines: string[] = [];
  const rows: string[][] = [];
  const endTable = (): void => {
    lines.push(...aligned(rows.splice(0)));
  };
  for (const line of page.split('\n')) {
    const opening = /^ *`{3,}(\w*)/.exec(line);
    if (fence === '' && line.startsWith('| ')) {
      rows.push(cells(line));
      continue;
    }
    endTable();
    if (opening !== null) fence = fence === '' ? (opening[1] ?? '') : '';
    // A terminal draws no picture; its labels say most of it.
    else if (fence === 'mermaid') lines.push(...(/^ *\d.*(?= :)/.exec(line) ?? []));
    // As it stands: a here-document ends only at the beginning of a line.
    else if (fence !== '') lines.push(line.replace(/^ {3}/, ''));
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
  return markdown
    .replace(/<br>$/, '')
    .replaceAll('<br>', '; ')
    .replace(/<summary>(.*)<\/summary>/, '▸ $1')
    .replace(/<\/?(details|code)>/g, '')
    .replace(/\[((?:[^\]])*)\]\((\S+)\)/g, '$1 <$2>')
    .replace(/\*\*|`/g, '')
    .replaceAll('\u200b', '')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));
}

function cells(row: string): string[] {
  return row.slice(2, -2).split(' | ').map(plainWords);
}

/** The ruler under the header vanishes; columns get the width of their longest cell, within reason. */
function aligned(rows: readonly string[][]): string[] {
  const shown = rows.filter((row) => !row.every((cell) => cell === '---'));
  const widths = (shown[0] ?? []).map((_, at) =>
    Math.min(40, Math.max(...shown.map((row) => row[at]?.length ?? 0))),
  );
  return shown.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
  );
}
