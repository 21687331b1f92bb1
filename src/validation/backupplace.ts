import { directoryProblems, type DirectoryFacts } from '../actions/storedirectory.js';
import { directoryOf } from '../actions/stores.js';
import { fail, pass, type Finding } from '../record/finding.js';

export interface PlaceFacts extends Omit<DirectoryFacts, 'directory'> {
  /** The input `backup-to`. */
  readonly target: string;
  /** Page of the run; its host is that of the GitHub that runs us. Empty outside Actions. */
  readonly runUrl: string;
}

/** Whether records and backups have a place that outlives the job. */
export async function placeFindings(facts: PlaceFacts): Promise<Finding[]> {
  const directory = directoryOf(facts);
  return [
    ...serviceFindings(facts.runUrl),
    ...(directory === undefined ? [] : [await directoryFinding({ ...facts, directory })]),
  ];
}

async function directoryFinding(facts: DirectoryFacts): Promise<Finding> {
  const name = 'directory of the backup';
  const problems = await directoryProblems(facts);
  if (problems.length === 0) return pass(name, `${facts.directory}; nothing deletes backups there`);
  return fail(name, {
    expected: 'a directory that stays when the job is over, and that this user may write to',
    found: problems.map(({ found }) => found).join('; '),
    fix: problems.map(({ nextAction }) => nextAction).join('; '),
  });
}

/** Hosts as @actions/artifact tells them apart (shared/config.ts, isGhes). */
function serviceFindings(runUrl: string): Finding[] {
  const host = runUrl === '' ? 'github.com' : new URL(runUrl).hostname;
  if (host === 'github.com' || /\.(ghe\.com|localhost)$/.test(host)) return [];
  return [
    fail('artifact service', {
      expected: 'artifacts of version 4, by which the jobs hand each other their records',
      found: `${host} is a GitHub Enterprise Server, which has none`,
      fix: 'run the deploy from a repository on github.com or ghe.com',
    }),
  ];
}
