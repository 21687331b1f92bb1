import { constants } from 'node:fs';
import { access, realpath, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { DeployError, messageOf, type Problem } from '../errors.js';
import { directoryOf, type StorePlace } from './stores.js';

export interface DirectoryFacts {
  /** Absolute; it may not exist yet. */
  readonly directory: string;
  readonly inActions: boolean;
  /** GitHub's own machine. */
  readonly hosted: boolean;
  /** Where the repository is checked out. */
  readonly workspace: string;
  /** The runner's directory for the files of one job. */
  readonly temporary: string;
}

/** Why backups cannot be kept in a directory; empty: they can. Changes nothing. */
export async function directoryProblems(facts: DirectoryFacts): Promise<readonly Problem[]> {
  const { directory } = facts;
  const problem = (found: string, nextAction: string, likelyCause?: string): Problem => ({
    attempted: `keep backups in ${directory}`,
    ...{ found, likelyCause, nextAction },
  });
  if (facts.hosted) {
    return [
      problem(
        'the runner is one of GitHub’s own, and its disk is gone when the job ends',
        'remove backup-to, so that the backup becomes an artifact; or run the jobs on a self-hosted runner (`runs-on: self-hosted`)',
      ),
    ];
  }
  const place = await shortLived(facts);
  const writing = await notWritable(directory);
  return [
    ...(place === undefined
      ? []
      : [problem(place, 'set backup-to to a directory of its own, such as /var/backups/deploys')]),
    ...(writing === undefined
      ? []
      : [
          problem(
            writing,
            'create the directory on the runner, and give it to the user that the runner works as',
            'the path is mistyped, or the directory belongs to another user',
          ),
        ]),
  ];
}

/**
 * Nothing to say about artifacts; a directory must be able to keep backups.
 * @throws {DeployError} with every reason why it is not.
 */
export async function requireDirectory(
  place: StorePlace,
  facts: Omit<DirectoryFacts, 'directory'>,
): Promise<void> {
  const directory = directoryOf(place);
  if (directory === undefined) return;
  const problems = await directoryProblems({ ...facts, directory });
  if (problems.length > 0) throw new DeployError(problems);
}

/** Bytes that the disk below a directory, which may not exist yet, has free for us. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(await nearest(directory));
  return bavail * bsize;
}

/** Where a backup would not stay, in words. Links are followed: the place counts, not the name. */
async function shortLived(facts: DirectoryFacts): Promise<string | undefined> {
  const directory = await real(facts.directory);
  const workspace = await real(facts.workspace);
  if (isInside(workspace, directory)) return 'the repository itself is checked out there';
  if (!facts.inActions) return undefined;
  // actions/checkout runs `git clean -ffdx` by default: ignored files go, too.
  if (isInside(directory, workspace)) {
    return `it is inside the workspace (${facts.workspace}): the next checkout empties it, and a step could commit or publish it`;
  }
  if (isInside(directory, await real(facts.temporary))) {
    return 'it is inside the temporary directory of the runner, which every job empties';
  }
  return undefined;
}

function isInside(path: string, parent: string): boolean {
  const way = relative(parent, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

async function notWritable(directory: string): Promise<string | undefined> {
  try {
    const existing = await nearest(directory);
    if (!(await stat(existing)).isDirectory()) return `${existing} is a file`;
    await access(existing, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** The path without links, also of what does not exist yet. */
async function real(path: string): Promise<string> {
  const existing = await nearest(path);
  return join(await realpath(existing), relative(existing, path));
}

/** The path itself, or the first above it that exists. */
async function nearest(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearest(dirname(path));
}
