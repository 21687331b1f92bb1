import { z } from 'zod';

/** More are no list of exceptions; and pg_dump takes each on its command line. */
const MOST_NAMES = 1_000;
/** Bytes of a name in Postgres (NAMEDATALEN - 1): it would cut a longer one and mean another. */
const LONGEST_NAME = 63;

const FORM = `separated by blanks, commas or newlines; as the catalog writes them, "in double quotes" when there is more than letters, digits, _ $ and - in them; at most ${MOST_NAMES} of at most ${LONGEST_NAME} bytes`;
const SCHEMAS = `names of schemas, ${FORM}`;
const TABLES = `names of tables as schema.table, ${FORM}`;

/** A table of the caller's, without a schema: in `public`. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** Bare as in the catalog, or in double quotes with `""` for one of them. */
const PART = /"((?:[^"\p{Cc}]|"")+)"|([\p{L}_][\p{L}\p{M}\p{N}_$-]*)/uy;
const GAP = /[\s,]+|$/y;

/** Schemas by their names in the catalog: lower and upper case are told apart. */
export const schemaNamesSchema = namesSchema(SCHEMAS, ([schema, more]) =>
  more === undefined ? schema : undefined,
);

/** Tables by their names in the catalog. */
export const tableNamesSchema = namesSchema(
  TABLES,
  ([first, second, more]): TableName | undefined => {
    if (first === undefined || more !== undefined) return undefined;
    return second === undefined
      ? { schema: 'public', table: first }
      : { schema: first, table: second };
  },
);

/** @param understood a name from its parts; undefined when it has too many. */
function namesSchema<Name>(
  form: string,
  understood: (parts: readonly string[]) => Name | undefined,
) {
  return z
    .union([z.string(), z.array(z.string())], { error: form })
    .transform((value, context): Name[] => {
      const parsed = parseNames(Array.isArray(value) ? value.join('\n') : value);
      const names = parsed?.map(understood).filter((name) => name !== undefined);
      if (parsed !== undefined && names?.length === parsed.length) return names;
      context.addIssue({ code: 'custom', message: form });
      return z.NEVER;
    });
}

/** Each name as its parts; undefined when the text cannot be read, or holds too much. */
function parseNames(text: string): string[][] | undefined {
  const names: string[][] = [];
  let at = /^[\s,]*/.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const parts: string[] = [];
    do {
      if (parts.length > 0) at += 1;
      PART.lastIndex = at;
      const [whole, quoted, bare] = PART.exec(text) ?? [];
      const part = quoted?.replaceAll('""', '"') ?? bare;
      if (whole === undefined || part === undefined) return undefined;
      if (Buffer.byteLength(part) > LONGEST_NAME) return undefined;
      parts.push(part);
      at += whole.length;
    } while (text[at] === '.');
    if (names.push(parts) > MOST_NAMES) return undefined;
    GAP.lastIndex = at;
    const gap = GAP.exec(text)?.[0];
    if (gap === undefined) return undefined;
    at += gap.length;
  }
  return names;
}
