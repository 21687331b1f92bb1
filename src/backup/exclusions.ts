import type { Exclusions } from './plan.js';

/** What pg_dump is told to leave out; in double quotes its patterns have no wildcards. */
export function exclusionArguments({ schemas, tableData }: Exclusions): string[] {
  return [
    ...schemas.map((schema) => `--exclude-schema=${literalPattern(schema)}`),
    ...tableData.map(
      ({ schema, table }) =>
        `--exclude-table-data=${literalPattern(schema)}.${literalPattern(table)}`,
    ),
  ];
}

function literalPattern(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
