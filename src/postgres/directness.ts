import { DeployError } from '../errors.js';
import { shown, type Connection } from './connection.js';
import { withSession, type Session, type SessionSettings } from './session.js';

const ROUNDS = 3;

export type Directness = { direct: true } | { direct: false; found: string };

/**
 * Whether a URL reaches one server session per client. A reads its backend pid twice, B begins and
 * holds its own, A reads again: a changed or shared pid is transaction pooling. B alone finds the
 * poolers that hand out the last session first. One that hands them out in turn gives A its own
 * again when it has exactly two (measured with PgBouncer): there, A's own two reads differ.
 * Spelling of host or port proves nothing.
 */
export async function directness(
  connection: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<Directness> {
  return withSession(connection, settings, (a) =>
    withSession(connection, settings, async (b) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const own = [await pidOf(a), await pidOf(a)];
        // A role may carry a timeout that would end B while it holds.
        await b.query('begin; set local idle_in_transaction_session_timeout = 0');
        const held = await pidOf(b);
        // Not asked when they share: in a pool of one session, A would wait for B.
        if (!own.includes(held)) own.push(await pidOf(a));
        await b.query('rollback');
        if (own.includes(held)) return pooled('two clients were given one server session');
        if (new Set(own).size > 1) return pooled('one client was given several server sessions');
      }
      return { direct: true };
    }),
  );
}

/** @throws {DeployError} with the direct form of the host where we know it. */
export async function requireDirect(
  connection: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<void> {
  const proof = await directness(connection, settings);
  if (proof.direct) return;
  throw new DeployError({
    attempted: `use ${shown(connection)} to ${settings.purpose}`,
    found: proof.found,
    likelyCause: 'the URL is the pooled one, which the application uses',
    nextAction: directAdvice(connection),
  });
}

/** The host and port to try instead, by provider; general words where the provider is not known. */
export function directAdvice({ host, port }: Connection): string {
  if (host.endsWith('.pooler.supabase.com') && port === 6543) {
    return `set DIRECT_URL to the session pooler: the same URL with port 5432 (${host}:5432)`;
  }
  if (/^db\.[^.]+\.supabase\.co$/.test(host) && port === 6543) {
    return `set DIRECT_URL to the same URL with port 5432 (${host}:5432)`;
  }
  if (host.includes('.proxy-') && host.endsWith('.rds.amazonaws.com')) {
    return 'set DIRECT_URL to the endpoint of the database or cluster itself, not of the RDS Proxy';
  }
  if (/^[^.]+-pooler\./.test(host)) {
    return `set DIRECT_URL to ${host.replace('-pooler.', '.')}`;
  }
  if (host === 'pooled.db.prisma.io') return 'set DIRECT_URL to the host db.prisma.io';
  if (port === 6432) return `set DIRECT_URL to the server itself, usually ${host}:5432`;
  if (port === 25_061) return `set DIRECT_URL to ${host}:25060`;
  return 'set DIRECT_URL to the URL that your provider calls direct, session or non-pooling';
}

function pooled(found: string): Directness {
  return { direct: false, found: `${found}: a transaction pooler` };
}

async function pidOf(session: Session): Promise<string> {
  const [row] = await session.query<{ pid: string }>('select pg_backend_pid()::text as pid');
  return row?.pid ?? '';
}
