const MOST_LISTED = 10;
const MOST_GRANTED_ONE_BY_ONE = 5;

/** Names for a sentence; the rest is counted. */
export function listed(names: readonly string[]): string {
  const rest = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

interface Closed {
  readonly schema: string;
  readonly name: string;
  readonly sequence: boolean;
  readonly usable: boolean;
}

/** The GRANTs that open these relations for reading; every name is quoted already. */
export function grantLines(closed: readonly Closed[], role: string): string[] {
  const schemas = [...new Set(closed.map(({ schema }) => schema))];
  return schemas.flatMap((schema) => {
    const within = closed.filter((relation) => relation.schema === schema);
    const tables = within.filter(({ sequence }) => !sequence).map(({ name }) => name);
    const sequences = within.filter(({ sequence }) => sequence).map(({ name }) => name);
    return [
      ...(within.every(({ usable }) => usable)
        ? []
        : [`grant usage on schema ${schema} to ${role};`]),
      ...selectOn('table', tables, schema, role),
      ...selectOn('sequence', sequences, schema, role),
    ];
  });
}

function selectOn(
  kind: 'table' | 'sequence',
  names: readonly string[],
  schema: string,
  role: string,
): string[] {
  if (names.length === 0) return [];
  const what =
    names.length > MOST_GRANTED_ONE_BY_ONE
      ? `all ${kind}s in schema ${schema}`
      : `${kind} ${names.join(', ')}`;
  return [`grant select on ${what} to ${role};`];
}
