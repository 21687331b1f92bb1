import { hasFailed } from '../record/finding.js';
import type { RecordOf } from '../record/record.js';
import { promotedTables, samplesPart, toolOutput } from './changes.js';
import { bullets, code, paragraphs, section, text } from './markdown.js';
import { span } from './quantities.js';

/** What a promotion wrote or would write, for its own page and for that of a preview. */
export function promoteParts({ findings, details }: RecordOf<'promote'>): string[] {
  if (details === undefined || details.skippedBecause !== undefined) return [];
  if (details.command !== undefined) return commandParts(details.command);
  // What a guard refuses cannot be approved.
  const approvable = !hasFailed(findings);
  return [
    section(
      details.applied ? 'Promoted' : 'Preview',
      promotedTables(details.tables),
      samplesPart(details.tables),
      bullets(
        details.sequences.map(
          ({ sequence, from, to }) =>
            `sequence ${code(sequence)} raised from ${text(from)} to ${text(to)}`,
        ),
      ),
      details.digest === '' || !approvable
        ? ''
        : paragraphs(`Digest of the preview: ${code(details.digest)}`),
    ),
  ];
}

/** Both runs of the team's own script, each with its last words. */
function commandParts({
  command,
  runs,
}: NonNullable<NonNullable<RecordOf<'promote'>['details']>['command']>): string[] {
  return runs.map(({ flag, exitCode, seconds, output }) => {
    const end =
      exitCode === undefined ? 'did not end by itself' : `ended with exit code ${exitCode}`;
    return section(
      flag === '--dry-run' ? 'Dry run' : 'Apply',
      `${code(`${command} ${flag}`)} ran for ${span(seconds)} and ${end}.`,
      toolOutput({ output }, flag === '--dry-run' || exitCode !== 0),
    );
  });
}
