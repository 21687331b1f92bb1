/** Inputs `exclude-schemas` and `exclude-table-data`, by names of the catalog. */
export interface Exclusions {
  readonly schemas: readonly string[];
  readonly tableData: readonly TableName[];
}

export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** What pg_dump is told to leave out; in double quotes its patterns have no wildcards. */
export function exclusionArguments({ schemas, tableData }: Exclusions): string[] {
  return [
    ...schemas.map((schema) => `--exclude-schema=${quoted(schema)}`),
    ...tableData.map(
      ({ schema, table }) => `--exclude-table-data=${quoted(schema)}.${quoted(table)}`,
    ),
  ];
}

/** A name as the inputs take it. */
export function asInput(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_$-]*$/u.test(name) ? name : quoted(name);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
