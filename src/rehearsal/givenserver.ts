import { DeployError, type Problem } from '../errors.js';
import { shown, type Connection } from '../postgres/connection.js';
import { apartnessOf } from '../postgres/otherserver.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { pass, type Finding } from '../record/finding.js';

export interface GivenServer {
  /** scratch-url. */
  readonly scratch: Connection;
  /** Of the backup. */
  readonly major: number;
  /** Every database that a rehearsal must not reach, by the name of its input. */
  readonly production: ReadonlyMap<string, Connection>;
  readonly session: Omit<SessionSettings, 'settings'>;
}

const ANOTHER = 'give a service container of the same major, e.g. postgresql://postgres:postgres@localhost:5432/postgres'; // prettier-ignore

/**
 * Proves that the server of scratch-url is not production's and can be used: its major, and a
 * superuser, for nobody else can give every object the owner that it had.
 * @throws {DeployError} with every reason against it.
 */
export async function requireGivenServer(given: GivenServer): Promise<Finding> {
  const { scratch, production, session } = given;
  const problems: Problem[] = [];
  for (const [input, connection] of production) {
    const apart = await apartnessOf(connection, scratch, session);
    if (apart !== 'another server') problems.push(notApart(input, apart === 'the same server'));
  }
  // Nothing is asked of a server that may be production.
  if (problems.length === 0) problems.push(...(await unfit(given)));
  if (problems.length > 0) throw new DeployError(problems);
  const found = `${shown(scratch)} is another server than ${[...production.keys()].join(', ')}`;
  return pass('scratch server', found);
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
