import type { Announcement, AnnouncedProblem, Ending } from '../record/announcement.js';

const SIGN: Readonly<Record<Ending, string>> = {
  deployed: '✅',
  restored: '✅',
  'nothing changed': '✅',
  failed: '❌',
  cancelled: '🚫',
  incomplete: '⚠️',
};

export const GO_BACK =
  'To go back: the first command only shows what that would cost. Stop the application before the second; what was written since the backup is lost.';
export const COMMANDS_ELSEWHERE = 'The commands that go back are on the page of the run.';

/** The verdict with its sign: the first thing that every message says. */
export function title({ ending, sentence }: Announcement): string {
  return `${SIGN[ending]} ${sentence}`;
}

/** Where and by whom, in pairs of name and value; what is not known is left out. */
export function facts(announcement: Announcement): (readonly [name: string, value: string])[] {
  const { repository, environment, actor, took } = announcement;
  const all: (readonly [string, string])[] = [
    ['Repository', repository],
    ['Environment', environment],
    ['Commit', commit(announcement)],
    ['By', actor],
    ['Run', run(announcement)],
    ['Took', took],
  ];
  return all.filter(([, value]) => value !== '');
}

/** What stopped the deploy, a line each. */
export function causes({ problems }: Announcement): string[] {
  return problems.map(inOneLine);
}

function inOneLine({ step, found, next }: AnnouncedProblem): string {
  return next === '' ? `${step}: ${found}` : `${step}: ${found}. Next: ${next}`;
}

function commit({ sha, branch }: Announcement): string {
  if (sha === '') return '';
  return branch === '' ? sha.slice(0, 7) : `${sha.slice(0, 7)} on ${branch}`;
}

function run({ runId, attempt }: Announcement): string {
  return attempt === 1 ? runId : `${runId}, attempt ${attempt}`;
}
