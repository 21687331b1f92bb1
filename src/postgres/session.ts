import pg from 'pg';
import { DeployError } from '../errors.js';
import { shown, type Connection } from './connection.js';
import { clientTls } from './clienttls.js';
import { connectFailure } from './connectfailure.js';
import { codeOf } from './sqlstate.js';

const CONNECT_TIMEOUT_MS = 15_000;
/** A network that went away says nothing, not even goodbye. */
const GOODBYE_MS = 2_000;

export interface SessionSettings {
  /** What the session is for, e.g. `take the backup`; part of messages. */
  readonly purpose: string;
  /** `db-deploy/<step>/<run id>`: how others see it in pg_stat_activity. */
  readonly applicationName: string;
  /** Aborting it ends the connection; the server then cancels the running statement. */
  readonly signal: AbortSignal;
  /**
   * Settings made for the whole session by SET. Only for URLs proven direct: behind a transaction
   * pooler a plain SET stays on the server session and poisons other clients.
   */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What work on a session may do. Rows come as objects, bigint and numeric as strings. */
export interface Session {
  /**
   * @param name for a statement that runs again and again: it is planned once. For direct sessions only.
   * @throws the server's error, or a DeployError when the connection was lost.
   */
  query<Row>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
  /** For COPY streams; do not end it. */
  readonly client: pg.Client;
}

/** Opens one connection, runs the work, and always closes it. */
export async function withSession<Result>(
  connection: Connection,
  settings: SessionSettings,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { signal } = settings;
  signal.throwIfAborted();
  const client = new pg.Client({
    host: connection.host,
    port: connection.port,
    user: connection.user,
    password: connection.password,
    database: connection.database,
    ssl: await clientTls(connection),
    ...(connection.options === '' ? {} : { options: connection.options }),
    application_name: settings.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // 0 would leave it to the operating system: two hours of silence before a dead network shows.
    keepAliveInitialDelayMillis: 10_000,
  });
  let lost: Error | undefined;
  // Without a listener node would end the process; the running query rejects on its own.
  client.on('error', (error) => {
    lost = error;
  });
  const hangUp = (): void => {
    // Not `end`: it would wait for the running statement, and leave a pending `connect` unsettled.
    // The server notices the closed socket through client_connection_check_interval and cancels.
    destroySocket(client);
  };
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    // It may have aborted while the certificate was read, before anybody listened.
    signal.throwIfAborted();
    await client.connect().catch((error: unknown) => {
      signal.throwIfAborted();
      throw connectFailure(error, connection, settings.purpose);
    });
    const session = sessionOn(client, settings, () => lost, shown(connection));
    await applySettings(session, settings.settings ?? {});
    return await work(session);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', hangUp);
    await goodbye(client);
  }
}

/** Session settings for URLs proven direct; milliseconds. */
export function directSettings(
  timeouts: { statementMs?: number; lockMs?: number; idleMs?: number } = {},
): Record<string, string> {
  return {
    statement_timeout: String(timeouts.statementMs ?? 0),
    lock_timeout: String(timeouts.lockMs ?? 0),
    idle_in_transaction_session_timeout: '0',
    idle_session_timeout: '0',
    // From 17 on; a role or a database may carry one.
    transaction_timeout: '0',
    // A statement whose client is gone is cancelled after 2 s instead of running to its end.
    client_connection_check_interval: '2000',
  };
}

function sessionOn(
  client: pg.Client,
  settings: SessionSettings,
  lost: () => Error | undefined,
  where: string,
): Session {
  return {
    client,
    async query<Row>(text: string, values: readonly unknown[] = [], name?: string) {
      try {
        const named = name === undefined ? {} : { name };
        const answer = await client.query({ text, values: [...values], ...named });
        return answer.rows as Row[];
      } catch (error) {
        settings.signal.throwIfAborted();
        const broken = lost() ?? (endsTheSession(error) ? error : undefined);
        if (broken === undefined) throw error;
        throw new DeployError(
          {
            attempted: settings.purpose,
            found: `the connection to ${where} was lost (${broken.message})`,
            likelyCause:
              'the server restarted, an administrator ended the session, or the network dropped it',
            nextAction: 'check the server, then run the failed jobs again',
          },
          { cause: error },
        );
      }
    },
  };
}

/** The server said why before it hung up; node tells of the hang-up only afterwards. */
function endsTheSession(error: unknown): error is Error {
  return error instanceof Error && /^(57P|25P0[34])/.test(codeOf(error) ?? '');
}

async function applySettings(
  session: Session,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  if (Object.keys(settings).length === 0) return;
  // set_config takes parameters, SET does not. What a major does not know is left out.
  await session.query(
    `select set_config(s.name, wanted.value, false)
       from unnest($1::text[], $2::text[]) as wanted (name, value)
       join pg_settings s on lower(s.name) = lower(wanted.name)`,
    [Object.keys(settings), Object.values(settings)],
  );
}

async function goodbye(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => {
    destroySocket(client);
  }, GOODBYE_MS);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}

function destroySocket(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}
