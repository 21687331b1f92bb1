import type { DeployRecord, RecordOf, Status } from '../record/record.js';
import { backupCard, restoreWords } from './backupcard.js';
import { migrationList, schemaDiff, schemaParts, toolOutput } from './changes.js';
import { disturbancePart } from './disturbance.js';
import { factsLine } from './facts.js';
import { otherFindings, shortfalls } from './findings.js';
import { bullets, code, section, table, text } from './markdown.js';
import { problemsPart } from './problems.js';
import { promoteParts } from './promotepart.js';
import { count, span } from './quantities.js';
import { rehearsalParts } from './rehearsalpage.js';
import { restoreConsequence, restoreParts, restoreSign } from './restorepage.js';

const SIGN: Readonly<Record<Status, string>> = {
  passed: '✅',
  failed: '❌',
  skipped: '➖',
};

/** The page of one step, readable alone. Parts, most important first. */
export function stepParts(record: DeployRecord): string[] {
  const placed = record.findings.map((finding) => ({ finding }));
  return [
    `## ${signOf(record)} ${text(headline(record))}`,
    factsLine(record),
    problemsPart(record.problems),
    // The cause before the numbers; all that failed is there, and nowhere else.
    shortfalls(placed, ['fail']),
    ...detailParts(record),
    section('Checks', otherFindings(placed)),
  ];
}

function signOf(record: DeployRecord): string {
  return (record.step === 'restore' && restoreSign(record)) || SIGN[record.status];
}

function headline(record: DeployRecord): string {
  return `${record.step} of ${record.environment} ${record.status}${consequence(record)}`;
}

/** What the step leaves behind, in a few words; nothing where that is not known. */
function consequence(record: DeployRecord): string {
  switch (record.step) {
    case 'validate':
      return record.status === 'failed' ? ': nothing was touched' : '';
    case 'backup':
      return record.status === 'failed' ? ': no backup, production is unchanged' : '';
    case 'migrate':
      return record.details === undefined ? '' : `: ${migrationWords(record.details)}`;
    case 'promote':
      return record.details === undefined
        ? ''
        : `: ${promotionWords(record.details, record.status)}`;
    case 'rehearse':
      return ': production was not touched';
    case 'restore':
      return restoreConsequence(record);
    case 'verify':
      return '';
  }
}

function migrationWords({ verdict, applied }: RecordOf<'migrate'>['details'] & object): string {
  switch (verdict) {
    case 'nothing to apply':
      return 'no migration was pending';
    case 'all applied':
      return `${count(applied.length, 'migration')} applied`;
    case 'part applied':
      return 'only part of the migrations is applied';
    case 'nothing applied':
      return 'nothing was applied';
    case 'unknown':
      return 'what was applied is not known';
  }
}

function promotionWords(
  details: RecordOf<'promote'>['details'] & object,
  status: DeployRecord['status'],
): string {
  if (details.skippedBecause !== undefined) return details.skippedBecause;
  if (details.doubt !== undefined) return 'what was written is not known';
  if (details.command !== undefined) {
    return details.applied ? 'promote-command ran with --apply' : 'nothing was applied';
  }
  const rows = details.tables.reduce(
    (sum, { inserts, updates, deletes }) => sum + inserts + updates + deletes,
    0,
  );
  if (details.applied) return `${count(rows, 'row')} written`;
  if (details.mode !== 'preview' || status === 'failed') return 'nothing was written';
  return rows === 0
    ? 'no row would change'
    : `${count(rows, 'row')} would change, nothing is written`;
}

function detailParts(record: DeployRecord): string[] {
  if (record.details === undefined) return [];
  switch (record.step) {
    case 'validate':
      return validateParts(record.details);
    case 'backup':
      return [section('Backup', backupCard(record.details), restoreWords(record.details))];
    case 'migrate':
      return migrateParts(record.details, record.status === 'failed');
    case 'rehearse':
      return rehearsalParts(record);
    case 'promote':
      return promoteParts(record);
    case 'restore':
      return restoreParts(record);
    case 'verify':
      return [
        bullets(record.details.databases.map(({ role, shown }) => `${text(role)}: ${code(shown)}`)),
      ];
  }
}

function validateParts(details: RecordOf<'validate'>['details'] & object): string[] {
  return [
    table(
      ['database', '', 'server', 'TLS'],
      details.databases.map(({ role, shown, serverVersion, tls }) => [
        text(role),
        code(shown),
        text(serverVersion),
        text(tls),
      ]),
    ),
    details.migrationTool === undefined ? '' : `Migration tool: ${code(details.migrationTool)}`,
    section('Turned off', bullets(details.turnedOff.map((words) => text(words)))),
  ];
}

function migrateParts(details: RecordOf<'migrate'>['details'] & object, failed: boolean): string[] {
  const applied = new Set(details.applied);
  const left = details.pending.filter((name) => !applied.has(name));
  return [
    section(
      'Migrations',
      migrationList(details.applied, left),
      details.command === '' || details.exitCode === undefined
        ? 'The migration tool did not run to its end.'
        : `${code(details.command)} (${text(details.tool)}) ran for ${span(details.seconds)} and ended with exit code ${details.exitCode}.`,
      toolOutput(details, failed),
      details.schemaDiff === undefined ? schemaDiff(details.catalogChanges) : '',
    ),
    disturbancePart(details.attempts),
    ...schemaParts(details.schemaDiff ?? []),
  ];
}
