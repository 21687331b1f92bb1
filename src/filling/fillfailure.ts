import type { ProcessExit } from '../actions/process.js';
import { neutral, plain } from '../actions/neutral.js';
import { DeployError } from '../errors.js';

interface Advice {
  readonly pattern: RegExp;
  readonly likelyCause: string;
  readonly nextAction: string;
}

const AGAIN = 'run it again';
/** Lines quoted from pg_restore. */
const MOST_LINES = 6;

/** pg_restore's and the server's own words (with LC_ALL=C), each with what usually lies behind it. */
const ADVICE: readonly Advice[] = [
  {
    pattern: /No space left on device|could not extend file|disk full|DiskFull/i,
    likelyCause: 'the disk of the server is too small for a second copy of the database',
    nextAction: `enlarge it or free space, then ${AGAIN}`,
  },
  {
    pattern:
      /server closed the connection|terminating connection|connection not open|SSL SYSCALL|could not connect|connection to server .* failed|the database system is/,
    likelyCause:
      'the server restarted, an administrator ended the session, or the network dropped it',
    nextAction: `check the server, then ${AGAIN}`,
  },
  {
    pattern: /role ".*" does not exist/,
    likelyCause: 'a role was dropped while the restore ran',
    nextAction: `create the role, then ${AGAIN}`,
  },
  {
    pattern:
      /extension ".*" is not available|could not open extension control file|type ".*" does not exist|could not access file/,
    likelyCause: 'the server lacks an extension, or has another version of it than the backup',
    nextAction: `install the extension in the version of the backup, then ${AGAIN}`,
  },
  {
    pattern: /set session authorization/,
    likelyCause: 'a grant in the backup was made by another role than the owner of the object',
    nextAction: 'restore with a superuser: only he can repeat such a grant',
  },
  {
    pattern: /permission denied|must be (owner|member|superuser|able to)|no privileges/,
    likelyCause: 'the restoring role may not create this object',
    nextAction: 'restore with the role that made the database, or with a superuser',
  },
  {
    pattern: /already exists|duplicate key|violates/,
    likelyCause: 'somebody else writes to the new database, or rows broke a rule before the backup',
    nextAction: `see that nobody connects to the new database, then ${AGAIN}; if it stays so, restore an older backup`,
  },
  {
    pattern:
      /unexpected end of file|could not read from input|corrupt|did not find magic string|could not uncompress/,
    likelyCause: 'the archive is damaged',
    nextAction: 'fetch the backup again; if it stays so, choose another one',
  },
  {
    pattern: /timeout|canceling statement/,
    likelyCause: 'a limit of the role or the server ended a statement',
    nextAction: `raise it for the restoring role, then ${AGAIN}`,
  },
];

const UNKNOWN: Omit<Advice, 'pattern'> = {
  likelyCause: 'the message above says what pg_restore could not do',
  nextAction: `remove the cause, then ${AGAIN}`,
};

/** The error of a pg_restore that did not end with 0; what it made is thrown away. */
export function fillFailure(exit: ProcessExit, database: string): DeployError {
  const ended =
    exit.code === null ? `was ended by ${exit.signal ?? 'a signal'}` : `ended with ${exit.code}`;
  const lines = quotable(exit.stderr);
  const found = [`pg_restore ${ended}`, ...lines].join('\n');
  const advice = ADVICE.find(({ pattern }) => pattern.test(found)) ?? UNKNOWN;
  return new DeployError({
    attempted: `restore into the new database ${database}`,
    found,
    likelyCause: advice.likelyCause,
    nextAction: `${advice.nextAction}. The live database was not touched`,
  });
}

/**
 * The lines that say what failed. Of `--verbose` most are progress; DETAIL, CONTEXT and the quoted
 * command hold rows of people, and so does what follows `invalid input syntax`.
 */
function quotable(stderr: readonly string[]): string[] {
  const telling = stderr
    .map(plain)
    .filter((line) => /: (error|fatal)\b|from TOC entry|ERROR: |FATAL: /i.test(line))
    .filter((line) => !/^(Command was|DETAIL|CONTEXT|HINT):/.test(line))
    .map((line) => line.replace(/((?:invalid|malformed|out of range)[^:"]*:?) ".*$/, '$1 …'));
  return [...new Set(telling)].slice(0, MOST_LINES).map(neutral);
}
