import { DeployError } from '../errors.js';
import { shown, type Connection } from './connection.js';
import { withSession, type SessionSettings } from './session.js';

const ROUNDS = 3;
const BACKEND_PID = 'select pg_backend_pid()::text as pid';

export type Directness = { direct: true } | { direct: false; found: string };

/**
 * Whether a URL reaches one server session per client. A reads its backend pid, B begins and holds
 * its own, A reads again: a changed or shared pid is transaction pooling. Three rounds, because a
 * round-robin pooler can be lucky twice. Spelling of host or port proves nothing.
 */
export async function directness(
  connection: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<Directness> {
  return withSession(connection, settings, (a) =>
    withSession(connection, settings, async (b) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = await pidOf(() => a.query<{ pid: string }>(BACKEND_PID));
        await b.query('begin');
        const held = await pidOf(() => b.query<{ pid: string }>(BACKEND_PID));
        const after = await pidOf(() => a.query<{ pid: string }>(BACKEND_PID));
        await b.query('rollback');
        if (before !== after || held === after) {
          return {
            direct: false,
            found: `two clients met on the same server session (backend ${before}, ${held}, ${after}): a transaction pooler`,
          };
        }
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
  if (/^[^.]+-pooler\./.test(host)) {
    return `set DIRECT_URL to ${host.replace('-pooler.', '.')}`;
  }
  if (host === 'pooled.db.prisma.io') return 'set DIRECT_URL to the host db.prisma.io';
  if (port === 6432) return `set DIRECT_URL to the server itself, usually ${host}:5432`;
  if (port === 25_061) return `set DIRECT_URL to ${host}:25060`;
  return 'set DIRECT_URL to the URL that your provider calls direct, session or non-pooling';
}

async function pidOf(read: () => Promise<{ pid: string }[]>): Promise<string> {
  const [row] = await read();
  return row?.pid ?? '';
}
