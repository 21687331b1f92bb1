import { z } from 'zod';

const SCHEMAS =
  'names of schemas, separated by blanks, commas or newlines; "quoted" as in SQL where needed';
const TABLES = 'names of tables as schema.table, separated by blanks, commas or newlines';

/** A table of the caller's, without a schema: in `public`. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** Bare as in the catalog, or in double quotes with `""` for one of them. */
const PART = /"(?:[^"]|"")+"|[^\s,".]+/y;

/** Schemas by their names in the catalog: lower and upper case are told apart. */
export const schemaNamesSchema = z
  .union([z.string(), z.array(z.string())], { error: SCHEMAS })
  .transform((value, context) => {
    const names = parseNames(Array.isArray(value) ? value.join('\n') : value);
    if (names?.every((parts) => parts.length === 1) === true)
      return names.map(([name]) => name ?? '');
    context.addIssue({ code: 'custom', message: SCHEMAS });
    return z.NEVER;
  });

/** Tables by their names in the catalog. */
export const tableNamesSchema = z
  .union([z.string(), z.array(z.string())], { error: TABLES })
  .transform((value, context): TableName[] => {
    const names = parseNames(Array.isArray(value) ? value.join('\n') : value);
    if (names?.every((parts) => parts.length <= 2) === true) {
      return names.map(([first = '', second]) =>
        second === undefined
          ? { schema: 'public', table: first }
          : { schema: first, table: second },
      );
    }
    context.addIssue({ code: 'custom', message: TABLES });
    return z.NEVER;
  });

/** Each name as its parts; undefined when the text cannot be read. */
function parseNames(text: string): string[][] | undefined {
  const names: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const gap = /[\s,]+/y;
    gap.lastIndex = at;
    at += gap.exec(text)?.[0].length ?? 0;
    if (at >= text.length) break;
    const parts: string[] = [];
    do {
      if (parts.length > 0) at += 1;
      PART.lastIndex = at;
      const part = PART.exec(text)?.[0];
      if (part === undefined) return undefined;
      parts.push(part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part);
      at += part.length;
    } while (text[at] === '.');
    if (at < text.length && !/[\s,]/.test(text[at] ?? '')) return undefined;
    names.push(parts);
  }
  return names;
}
