import type { Record } from '../record/record.js';

/**
 * Next actions are written for jobs of a workflow. At a command line there is no job to run again
 * and no step to add: there the same advice is a command.
 */
const AS_COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/^[^]*\(on a laptop: ([^)]+)\)$/, '$1'],
  [/run (?:the failed jobs|this job) again/g, 'run the same command again'],
  [/\bre-run all jobs\b/g, 'run backup again, then this step'],
  [/add a step before this one(?: that makes it, e\.g\.|:) run: /g, 'run: '],
  [/,? in a step before this one/g, ''],
  [/a runner with a larger disk/g, 'a machine with a larger disk'],
  [/set environment as in the deploys, /g, 'give --environment as backup had it, '],
  [/by backup-run-id or backup-file/g, 'by --backup-file <directory>'],
  [/; in GitHub Actions [^;]*$/, ''],
];

/** The record with its advice as somebody at a command line can follow it. */
export function atCommandLine<Any extends Record>(record: Any): Any {
  return {
    ...record,
    findings: record.findings.map((finding) =>
      finding.fix === undefined ? finding : { ...finding, fix: asCommand(finding.fix) },
    ),
    problems: record.problems.map((problem) => ({
      ...problem,
      nextAction: asCommand(problem.nextAction),
    })),
  };
}

function asCommand(advice: string): string {
  return AS_COMMANDS.reduce((text, [from, to]) => text.replace(from, to), advice);
}
