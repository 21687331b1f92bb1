/** Text from SQL, tools or people as Markdown that shows it and does nothing else. */
export function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    // A zero-width joiner after @ and # keeps names and numbers from becoming mentions and links.
    .replace(/@(?=\w)/g, '@\u200d')
    .replace(/\s*\r?\n\s*/g, '<br>');
}

/** Inline code, with a fence longer than any run of backticks inside. */
export function code(value: string): string {
  const flat = value.replace(/\s*\r?\n\s*/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A fenced block that its content cannot close. */
export function block(lines: readonly string[], language = 'text'): string {
  const content = lines.join('\n');
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

/** A table; cells are Markdown already. Empty for no rows. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Paragraphs and blocks with one blank line between them; empty ones vanish. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Part of the page that opens on a click. GitHub needs the blank line after the summary. */
export function details(summary: string, content: string): string {
  return content === '' ? '' : `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
