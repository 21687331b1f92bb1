import { DeployError, messageOf, type Problem } from '../errors.js';
import { shown, type Connection } from '../postgres/connection.js';
import { apartnessOf } from '../postgres/otherserver.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { couldNotVerify, pass, type Finding } from '../record/finding.js';

export interface GivenServer {
  /** scratch-url. */
  readonly scratch: Connection;
  /** Of the backup. */
  readonly major: number;
  /**
   * Every database that a rehearsal must not reach, by the name of its input; `direct-url` first:
   * once it was compared, the scratch server has answered.
   */
  readonly others: ReadonlyMap<string, Connection>;
  readonly session: Omit<SessionSettings, 'settings'>;
}

const ANOTHER = 'give a service container of the same major, e.g. postgresql://postgres:postgres@localhost:5432/postgres'; // prettier-ignore

/** A pooler may hide names, and direct-url is proven to be the same database without one. */
const MAY_STAY_OPEN = 'database-url';
const MAY_BE_DOWN = 'dev-database-url';

/**
 * Proves that the server of scratch-url is nobody else's and can be used: its major, and a
 * superuser, for nobody else can give every object the owner that it had. The same server as any
 * other URL's is refused. Where that cannot be told it is refused, too, but for database-url. A
 * development database that does not answer refuses nothing: the scratch server has just answered,
 * and the promotion, which needs that database, says what is wrong with it.
 * @throws {DeployError} with every reason against it.
 */
export async function requireGivenServer(given: GivenServer): Promise<Finding[]> {
  const { scratch, others, session } = given;
  const problems: Problem[] = [];
  const proven: string[] = [];
  const open: Finding[] = [];
  for (const [input, connection] of others) {
    const apart = await apartnessOf(connection, scratch, session).catch((error: unknown) => {
      if (input === MAY_BE_DOWN && isDown(error)) return 'no answer';
      throw error;
    });
    if (apart === 'another server') proven.push(input);
    else if (apart === 'no answer') open.push(unknown(input, 'it does not answer'));
    else if (apart === 'not known' && input === MAY_STAY_OPEN)
      open.push(unknown(input, 'a proxy before it changes application names')); // prettier-ignore
    else problems.push(notApart(input, apart === 'the same server'));
  }
  // Nothing is asked of a server that may be production.
  if (problems.length === 0) problems.push(...(await unfit(given)));
  if (problems.length > 0) throw new DeployError(problems);
  const found = `${shown(scratch)} is another server than ${proven.join(', ')}`;
  return [pass('scratch server', found), ...open];
}

const NO_ANSWER: ReadonlySet<string | undefined> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  SQLSTATE.cannotConnectNow,
]);

/** Nothing answers there, or nothing that takes connections yet; a server that refuses a user is up. */
function isDown(error: unknown): boolean {
  if (!(error instanceof DeployError)) return false;
  // pg's own timer has no code.
  return NO_ANSWER.has(codeOf(error.cause)) || /^timeout expired$/.test(messageOf(error.cause));
}

function unknown(input: string, because: string): Finding {
  return couldNotVerify('scratch server', `whether it is another server than that of ${input} is not known: ${because}`); // prettier-ignore
}

function notApart(input: string, same: boolean): Problem {
  return {
    attempted: 'rehearse on the server of scratch-url',
    found: same
      ? `it is the server of ${input}`
      : `it could not be proven to be another server than that of ${input}`,
    ...(same ? {} : { likelyCause: `a proxy between this job and ${input} changes application names` }), // prettier-ignore
    nextAction: `${ANOTHER}; or leave scratch-url out: then a cluster is made on this machine`,
  };
}

async function unfit({ scratch, major, session }: GivenServer): Promise<Problem[]> {
  const [row] = await withSession(scratch, session, (asked) =>
    asked.query<{ major: number; superuser: boolean; role: string }>(
      `select current_setting('server_version_num')::int / 10000 as major,
              rolsuper as superuser, current_user::text as role
         from pg_roles where rolname = current_user`,
    ),
  );
  if (row === undefined) throw new Error('the server does not list its own user');
  const attempted = 'rehearse on the server of scratch-url';
  const found = [
    ...(row.major === major ? [] : [`it is Postgres ${row.major}, the backup is of ${major}`]),
    ...(row.superuser ? [] : [`${row.role} is no superuser: it could not give every object its owner`]), // prettier-ignore
  ];
  return found.map((each) => ({ attempted, found: each, nextAction: ANOTHER }));
}
