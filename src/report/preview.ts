import { hasFailed } from '../record/finding.js';
import type { DeployRecord } from '../record/record.js';
import { recordsOf, type Deploy } from './deploy.js';
import { writtenRows } from './production.js';
import { count, listed } from './quantities.js';

const MOST_NAMES = 3;

/** How a run that only previewed ended, for the verdict. Plain text, without values of rows. */
export function previewSentence({ summary, records }: Deploy): string {
  const { environment } = summary;
  const failed = recordsOf(records, 'promote').filter(({ status }) => status === 'failed');
  if (failed.length === 0) return `Preview for ${environment}: ${previewWords(records)}`;
  const refused = failed.some(({ findings }) => hasFailed(findings));
  return `Preview for ${environment} ${refused ? 'refused' : 'failed'}: ${listed(failed.map(reason))}; nothing is written`;
}

/** What the previews among the records would do. */
export function previewWords(records: readonly DeployRecord[]): string {
  const previews = recordsOf(records, 'promote').flatMap(({ details }) => details ?? []);
  const skipped = previews.find(({ skippedBecause }) => skippedBecause !== undefined);
  if (skipped?.skippedBecause !== undefined) return `skipped, ${skipped.skippedBecause}`;
  if (previews.some(({ command }) => command !== undefined)) {
    return 'promote-command ran with --dry-run alone';
  }
  if (previews.some(({ digest }) => digest === '')) {
    return 'what would change is not known; nothing is written';
  }
  const tables = previews.flatMap((preview) => preview.tables);
  const rows = tables.reduce((sum, table) => sum + writtenRows(table), 0);
  return `${rows === 0 ? 'no row' : count(rows, 'row')} would change; nothing is written`;
}

/** The checks that failed; of what could not be done, the attempt: an error may be long. */
function reason({ findings, problems }: DeployRecord): string {
  const names = findings.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name);
  const words = [...names, ...problems.map(({ attempted }) => `could not ${attempted}`)];
  const shown = words.slice(0, MOST_NAMES);
  const more = words.length - shown.length;
  if (words.length === 0) return 'the record does not say why';
  return listed(more === 0 ? shown : [...shown, `${more} more`]);
}
