import { inBytes, inNumbers } from '../record/amounts.js';
import type { Manifest } from '../record/manifest.js';
import { comparisonPart } from './guide/comparison.js';
import { filePart } from './guide/file.js';
import { leftOutPart } from './guide/leftout.js';
import { newDatabasePart } from './guide/newdatabase.js';
import { actionPart, earlierPart } from './guide/otherways.js';
import { plainSqlPart } from './guide/plainsql.js';
import { code, plainText } from './guide/quoting.js';
import { switchoverPart } from './guide/switchover.js';

/**
 * RESTORE.md: how a person without this action restores the archive beside it, with nothing but
 * Postgres' own client programs, and age where it is encrypted. Blocks marked `sh` are meant to be
 * pasted as they are, in their order; names in them are quoted for the shell.
 */
export function restoreGuide(manifest: Manifest): string {
  return `${[
    headPart(manifest),
    actionPart(manifest),
    filePart(manifest),
    newDatabasePart(manifest),
    comparisonPart(manifest),
    switchoverPart(manifest),
    plainSqlPart(manifest),
    earlierPart(manifest),
    leftOutPart(manifest),
    'Everything that is known about this backup, with a count and a fingerprint of every table, is in `manifest.json`.',
  ].join('\n\n')}\n`;
}

function headPart(manifest: Manifest): string {
  const { archive, encryption, server, snapshot, state, run } = manifest;
  const database = plainText(state.identity.database);
  const origin = run.url === '' ? `run ${run.runId}` : run.url;
  const stored =
    encryption === undefined
      ? ''
      : `\n| stored as | ${code(encryption.file)}, ${inBytes(encryption.bytes)}, encrypted to ${keys(encryption.recipients.length)} |`;
  return `# Restore ${database} as it was at ${snapshot.time}

The file ${code(encryption?.file ?? archive.file)} is a ${isWhole(manifest) ? 'complete ' : ''}logical backup of the database ${database} (${plainText(manifest.environment)}), taken by
db-deploy-action in ${plainText(origin)}, attempt ${run.attempt}.${partialWarning(manifest)}

| | |
| --- | --- |
| state of | ${snapshot.time} (clock of the server)${snapshot.lsn === undefined ? '' : `, write-ahead log position ${plainText(snapshot.lsn)}`} |
| server | PostgreSQL ${plainText(server.version)}, encoding ${plainText(server.encoding)}, collation ${plainText(server.collation)} |
| archive | ${code(archive.file)}, ${inBytes(archive.bytes)}, pg_dump custom format, ${archive.compression} |${stored}
| contents | ${inNumbers(manifest.tables.length)} tables, ${inNumbers(totalRows(manifest))} rows, ${inNumbers(manifest.largeObjects)} large objects${isWhole(manifest) ? '' : '; parts were left out on request, see the end of this page'} |
| migrations | ${plainText(ledgerWords(manifest))} |`;
}

function isWhole({ excluded }: Manifest): boolean {
  return (excluded?.schemas.length ?? 0) + (excluded?.tableData.length ?? 0) === 0;
}

function keys(amount: number): string {
  return `${amount} age ${amount === 1 ? 'key' : 'keys'}`;
}

function partialWarning({ afterPartialMigration }: Manifest): string {
  if (afterPartialMigration === undefined) return '';
  return `

**Taken after an earlier attempt of the same run had already changed the database.** To undo the whole deploy, restore
${code(afterPartialMigration.firstBackup)} instead.`;
}

function totalRows({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + Number(rows), 0);
}

function ledgerWords({ state: { ledger } }: Manifest): string {
  if (ledger === undefined) return 'no migration tool that db-deploy-action knows';
  return `${ledger.applied.length} applied by ${ledger.tool}, the last is ${ledger.applied.at(-1) ?? 'none'}`;
}
