import { visible } from '../actions/neutral.js';

/** Characters of one value that a page shows; the record has the rest. */
const LONGEST_TEXT = 1_000;
const LONGEST_CODE = 300;
const LONGEST_LINE = 500;
/** A command that is cut does something else. Ours are made of names, which end long before this. */
const LONGEST_COMMAND = 10_000;

/** Zero-width space: GitHub looks for names, numbers and addresses in the rendered text, so entities do not stop it. */
const BREAK = '\u200b';

/**
 * Text from SQL, tools or people as Markdown that shows it and does nothing else. Entities instead
 * of backslashes: they hold in paragraphs, in table cells and inside HTML (`<summary>`) alike.
 */
export function text(value: string): string {
  return (
    shortened(visible(value).trim(), LONGEST_TEXT)
      .replace(/[@#](?=[\p{L}\p{N}_])/gu, `$&${BREAK}`)
      .replace(/\bgh-(?=\d)/gi, `$&${BREAK}`)
      .replace(/:(?=\/\/)|\bwww(?=\.)|\b(?:mailto|xmpp):/gi, `$&${BREAK}`)
      .replace(/:(?=[a-z+-][\w+-]*:)/gi, `$&${BREAK}`)
      // From here on entities, whose own signs the lines above must not meet.
      .replace(/[&<>|`*~[\]\\$]/g, entity)
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, entity)
      .replace(/^[-+=#]/, entity)
      .replace(/^(\d+)([.)])(?=\s|$)/, (_, digits: string, sign: string) => digits + entity(sign))
      .replace(/\s*\n\s*/g, '<br>')
  );
}

/** A name or number in fixed width, on one line. */
export function code(value: string): string {
  const flat = shortened(visible(value).replace(/\s+/g, ' ').trim(), LONGEST_CODE);
  if (flat !== '' && !/[`|]/.test(flat)) return `\`${flat}\``;
  // In a table a pipe ends the cell, even between backticks; elsewhere `\|` would show its backslash.
  const inside = flat.replace(/[^\p{L}\p{N} ]/gu, entity).replaceAll('&#64;', `&#64;${BREAK}`);
  return `<code>${inside}</code>`;
}

/** A fenced block that its content cannot close. Long lines are cut, but for commands (`sh`). */
export function block(
  lines: readonly string[],
  language: 'text' | 'sh' | 'diff' | 'mermaid' = 'text',
): string {
  const longest = language === 'sh' ? LONGEST_COMMAND : LONGEST_LINE;
  const content = lines.map((line) => shortened(visible(line).replaceAll('\n', ' '), longest));
  const runs = content.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return [fence + language, ...content, fence].join('\n');
}

/** A link to a page of the web; anything else stays a label. @param label Markdown. */
export function link(label: string, url: string): string {
  if (!/^https?:\/\//.test(url)) return label;
  const address = visible(url).replace(/[^\w:/?#@!$&*+,;=.%~-]/gu, (sign) =>
    encodeURIComponent(sign).replace(/[()']/g, percent),
  );
  return `[${label}](${address})`;
}

/** A table; cells are Markdown already. Empty for no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${indented(item, 2)}`).join('\n');
}

/** Steps to follow; an item may hold blocks. */
export function numbered(items: readonly string[]): string {
  return items.map((item, at) => `${at + 1}. ${indented(item, 3)}`).join('\n');
}

/** Paragraphs and blocks with one blank line between them; empty ones vanish. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A heading with its content; nothing at all for no content. */
export function section(heading: string, ...parts: readonly string[]): string {
  const content = paragraphs(...parts);
  return content === '' ? '' : paragraphs(`### ${heading}`, content);
}

/**
 * Part of the page that opens on a click. GitHub needs the blank line after the summary.
 * @param summary text without Markdown: between HTML tags none of it is read.
 */
export function folded(summary: string, content: string): string {
  if (content === '') return '';
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** The first items of a list, and a line that counts the others. */
export function firstOf<Item>(
  items: readonly Item[],
  most: number,
  show: (items: readonly Item[]) => string,
): string {
  const rest = items.length - most;
  if (rest <= 0) return show(items);
  return paragraphs(show(items.slice(0, most)), `… and ${rest} more, in the record of this step.`);
}

/** A word of a shell command, quoted where the shell would read more into it. */
export function shellWord(value: string): string {
  const flat = visible(value).replace(/\s+/g, ' ');
  if (/^[\w./:@%+=-]+$/.test(flat) && !flat.startsWith('-')) return flat;
  return `'${flat.replaceAll("'", String.raw`'\''`)}'`;
}

function shortened(value: string, longest: number): string {
  if (value.length <= longest) return value;
  return `${value
    .slice(0, longest)
    .toWellFormed()
    .replace(/\ufffd$/, '')} …`;
}

function entity(sign: string): string {
  return `&#${sign.codePointAt(0) ?? 0};`;
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function indented(item: string, by: number): string {
  return item.replace(/\n(?!\n|$)/g, `\n${' '.repeat(by)}`);
}
