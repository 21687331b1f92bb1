import type { ProcessExit } from '../actions/process.js';
import { plain } from '../actions/neutral.js';
import { DeployError, messageOf } from '../errors.js';
import { codeOf } from '../postgres/sqlstate.js';

interface Advice {
  readonly pattern: RegExp;
  readonly likelyCause: string;
  readonly nextAction: string;
}

const AGAIN = 'run the failed jobs again';

/** pg_dump's own words (with LC_ALL=C), each with what usually lies behind it. */
const ADVICE: readonly Advice[] = [
  {
    pattern: /permission denied for (schema|table|sequence|large object|relation)/,
    likelyCause: 'the privileges of the role changed while the backup ran',
    nextAction: 'grant the role of DIRECT_URL read access to everything, then run again',
  },
  {
    pattern: /row-level security/,
    likelyCause: 'a row security policy hides rows from the role of DIRECT_URL',
    nextAction: 'use a role with BYPASSRLS, or the owner of the tables',
  },
  {
    pattern: /due to (lock|statement) timeout/,
    likelyCause: 'another session holds an exclusive lock on a table: a migration or a long DDL',
    nextAction: 'let that session end (pg_stat_activity shows it), then run again',
  },
  {
    pattern: /server closed the connection|terminating connection|connection not open|SSL SYSCALL/,
    likelyCause:
      'the server restarted, an administrator ended the session, or the network dropped it',
    nextAction: `check the server, then ${AGAIN}`,
  },
  {
    pattern: /relation ".*" does not exist/,
    likelyCause: 'a table was dropped or renamed after the backup had begun',
    nextAction: `let migrations and other changes of the schema end, then ${AGAIN}`,
  },
  {
    pattern: /was ended by SIGKILL/,
    likelyCause: 'the runner is out of memory, or somebody killed pg_dump',
    nextAction: `give the runner more memory or less to do at the same time, then ${AGAIN}`,
  },
  {
    pattern: /snapshot/,
    likelyCause:
      'the session that holds the snapshot was lost, or the URL does not reach one server',
    nextAction: AGAIN,
  },
  {
    pattern: /server version mismatch/,
    likelyCause: 'pg_dump is older than the server',
    nextAction: 'install the client of the server’s major',
  },
];

const UNKNOWN: Omit<Advice, 'pattern'> = {
  likelyCause: 'the message above says what pg_dump could not do',
  nextAction: `remove the cause, then ${AGAIN}`,
};

/** Whole-database restores are not concerned: the constraints come after the data. */
const HARMLESS = [
  /^pg_dump: warning: there are circular foreign-key constraints/,
  /^pg_dump: (detail|hint): .*(--disable-triggers|--data-only)/,
  /^pg_dump: hint: Consider using a full dump/,
];

/** Lines of a successful pg_dump that a person should see; those after a harmless warning belong to it. */
export function notableLines(stderr: readonly string[]): string[] {
  let harmless = false;
  return stderr.map(plain).filter((line) => {
    const continues = line.startsWith('pg_dump: detail: ') && harmless;
    harmless = continues || HARMLESS.some((pattern) => pattern.test(line));
    return line !== '' && !harmless;
  });
}

/** The error of a pg_dump that did not end with 0; what it wrote is no backup. */
export function dumpFailure(exit: ProcessExit): DeployError {
  const lines = exit.stderr.map(plain).filter((line) => line !== '');
  const ended =
    exit.code === null ? `was ended by ${exit.signal ?? 'a signal'}` : `ended with ${exit.code}`;
  const found = [`pg_dump ${ended}`, ...lines].join('\n');
  const advice = ADVICE.find(({ pattern }) => pattern.test(found)) ?? UNKNOWN;
  return new DeployError({
    attempted: 'dump the database',
    found,
    likelyCause: advice.likelyCause,
    nextAction: advice.nextAction,
  });
}

const CANNOT_WRITE: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the archive is larger than the free disk of the runner'],
  ['EDQUOT', 'the archive is larger than the free disk of the runner'],
  ['EFBIG', 'the archive is larger than the files that this process may write (ulimit -f)'],
  ['EIO', 'the disk is faulty'],
]);

/** Errors of writing the archive become problems; all others (cancelled, stopped) stay what they are. */
export function writeFailure(error: unknown, file: string): unknown {
  const code = codeOf(error);
  const likelyCause = CANNOT_WRITE.get(code ?? '');
  if (likelyCause === undefined) return error;
  return new DeployError(
    {
      attempted: `write the archive to ${file}`,
      found: messageOf(error),
      likelyCause,
      nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
    },
    { cause: error },
  );
}
