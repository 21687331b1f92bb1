/** One word for a POSIX shell, whatever it holds. */
export function shellWord(value: string): string {
  return /^[\w./@%+=:,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** A name that a psql script takes, whatever it holds; inside a here-document without expansion. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name in the middle of Markdown: on one line, and without effect on it. */
export function plainText(value: string): string {
  return value.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}

/** A name in fixed width, on one line, whatever it holds. */
export function code(value: string): string {
  const flat = value.replace(/\s+/g, ' ');
  if (!flat.includes('`')) return `\`${flat}\``;
  const marks = '`'.repeat(longestRun(flat) + 1);
  return `${marks} ${flat} ${marks}`;
}

/** A fenced block that its content cannot close. `sh` is for pasting as it is; `text` needs an edit. */
export function fenced(language: 'sh' | 'text', ...lines: readonly string[]): string {
  const content = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}`;
}

function longestRun(content: string): number {
  return Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A block that no content can close: a fence could be. */
export function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line.replaceAll('\n', '\n    ')}`).join('\n');
}
