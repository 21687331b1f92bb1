import type { Problem } from '../errors.js';
import { tlsOf, type Tls } from './tls.js';

/** A connection string, parsed once. Secret: only {@link shown} may be printed. */
export interface Connection {
  /** As it was given. Secret. */
  readonly url: string;
  /** Host name, address, or the directory of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: Tls;
  /** Startup options as libpq takes them, e.g. Neon's `endpoint=…`. */
  readonly options: string;
  /** Parameters that only an ORM knows; neither libpq nor pg would take them. */
  readonly dropped: readonly string[];
  /** Parameters that nobody we know of understands: findings. */
  readonly unknown: readonly string[];
}

export type Parsed =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly problem: Problem };

const DEFAULT_PORT = 5432;
const COMPLETE_URL =
  'set it to a complete Postgres URL, postgresql://user:password@host:5432/database';
const ENCODE_PASSWORD =
  'percent-encode the password (`node -p "encodeURIComponent(process.argv[1])" …` on your machine) and set it again';
const RESERVED = 'a character such as / ? # [ ] @ % in the password is not percent-encoded';

/** Prisma, Supabase, PgBouncer hints and JDBC: each documented by its maker, none known to libpq. */
const ORM_PARAMETERS = new Set([
  'schema',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'pool_size',
  'socket_timeout',
  'statement_cache_size',
  'sslaccept',
  'sslidentity',
  'sslpassword',
  'uselibpqcompat',
  'prepareThreshold',
  'prepared_statements',
  'preparedStatements',
  'supa',
  'workaround',
  'single_use_connections',
]);

/** Known to libpq, and either read below or without effect on what this action does. */
const LIBPQ_PARAMETERS = new Set([
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'options',
  'application_name',
  'fallback_application_name',
  'connect_timeout',
  'client_encoding',
  'channel_binding',
  'target_session_attrs',
  'gssencmode',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'sslmode',
  'sslrootcert',
  'sslnegotiation',
  'sslsni',
  // Of JDBC and postgres.js, where it stands for a mode.
  'ssl',
]);

/**
 * Parses `postgres://user:password@host:port/database?parameters`.
 * @param name the input, for messages; the text itself never appears in one.
 * @param rootCert PEM of a private CA from `ssl-root-cert`, or empty.
 */
export function parseConnection(name: string, text: string, rootCert = ''): Parsed {
  const refuse = (found: string, nextAction: string, likelyCause?: string): Parsed => ({
    ok: false,
    problem: {
      attempted: `read ${name}`,
      found,
      nextAction,
      ...(likelyCause === undefined ? {} : { likelyCause }),
    },
  });
  if (!/^postgres(ql)?:\/\//.test(text)) {
    return refuse(
      'it does not start with postgres:// or postgresql://',
      COMPLETE_URL,
      aroundIt(text),
    );
  }
  // URL would drop tabs and newlines in silence.
  if (/\p{Cc}/u.test(text)) {
    return refuse(
      'it contains a line break, a tab or another control character',
      'set it again as one line; percent-encode such a character of a password',
      'it was pasted from text that was wrapped',
    );
  }
  let url: URL;
  let parts: ReturnType<typeof decodedParts>;
  try {
    url = new URL(withHost(text));
    parts = decodedParts(url);
  } catch {
    return refuse('it is not a valid URL', ENCODE_PASSWORD, `${RESERVED}, or the port is none`);
  }
  const parameter = (key: string): string | undefined => url.searchParams.get(key) ?? undefined;
  const host = parameter('host') ?? parts.host;
  const database = parameter('dbname') ?? parts.database;
  const user = parameter('user') ?? parts.user;
  const port = Number(parameter('port') ?? (url.port === '' ? DEFAULT_PORT : url.port));
  if (host.includes(',')) {
    return refuse(
      'it names several hosts',
      'name the one primary server; this action must know which server it changes',
    );
  }
  const missing = Object.entries({ host, database, user }).filter(([, value]) => value === '');
  if (missing.length > 0) {
    return refuse(
      `it has no ${missing.map(([part]) => part).join(', no ')}`,
      COMPLETE_URL,
      // `u:12/3@host/db` is a valid URL, of the host u and the port 12.
      /[/?#].*@/.test(text.slice(text.indexOf('//') + 2)) ? RESERVED : undefined,
    );
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return refuse('its port is not a number from 1 to 65535', 'correct the port');
  }
  if (url.hash !== '') {
    return refuse('it contains a #, and whatever follows would be ignored', 'write %23 for #');
  }
  const options = parameter('options') ?? '';
  const password = parameter('password') ?? parts.password;
  if (password.includes('\0')) return refuse('it contains a NUL byte', 'remove the %00');
  if ([host, database, user, options].some((part) => /\p{Cc}/u.test(part))) {
    return refuse('it contains a percent-encoded control character', 'remove it');
  }
  const mode = parameter('sslmode') ?? (parameter('ssl') === 'true' ? 'require' : undefined);
  const tls = tlsOf(host, mode, parameter('sslrootcert'), rootCert);
  if (!tls.ok) return refuse(tls.found, tls.nextAction);
  const names = [...new Set(url.searchParams.keys())];
  return {
    ok: true,
    connection: {
      url: text,
      host,
      port,
      user,
      password,
      database,
      tls: tls.tls,
      options,
      dropped: names.filter((key) => ORM_PARAMETERS.has(key)),
      unknown: names.filter((key) => !ORM_PARAMETERS.has(key) && !LIBPQ_PARAMETERS.has(key)),
    },
  };
}

/** What stands around a URL that was copied with more than itself. */
function aroundIt(text: string): string | undefined {
  if (/^['"`]/.test(text)) return 'it is wrapped in quotes';
  if (/^[A-Z_]+\s*=/.test(text)) return 'it begins with the name of the variable';
  if (/^psql\s/.test(text)) return 'it is a psql command; the URL is the part in quotes';
  if (/^prisma(\+postgres)?:/.test(text)) {
    return 'it is the URL of Prisma Accelerate; the URL of the database itself is needed';
  }
  if (text.startsWith('jdbc:')) return 'it is a JDBC URL';
  return undefined;
}

/** `user@host:port/database`: what messages may show. */
export function shown(connection: Connection): string {
  const { user, host, port, database } = connection;
  return `${user}@${host}:${port}/${database}`;
}

/**
 * The URL as it was given, with parameters set or replaced: for tools that read nothing else, and
 * that may know parameters which we dropped. Blanks are `%20`: `+`, which URLSearchParams writes,
 * is a plus to psql and pg_dump.
 */
export function urlWith({ url }: Connection, parameters: Readonly<Record<string, string>>): string {
  const [address = '', query = ''] = url.split('#', 1)[0]?.split(/\?(.*)/s) ?? [];
  const kept = query
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(parameters, pair.split('=', 1)[0] ?? ''));
  const set = Object.entries(parameters).map(
    ([key, value]) => `${key}=${encodeURIComponent(value)}`,
  );
  const all = [...kept, ...set];
  return all.length === 0 ? address : `${address}?${all.join('&')}`;
}

/** The same server and role in another database. */
export function connectionIn(connection: Connection, database: string): Connection {
  const { url } = connection;
  const [address = '', query] = url.split('#', 1)[0]?.split(/\?(.*)/s) ?? [];
  const server = address.replace(/^(postgres(?:ql)?:\/\/[^/]*).*$/s, '$1');
  const parameters = (query ?? '').split('&').filter((pair) => !/^(dbname=|$)/.test(pair));
  const rest = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return { ...connection, database, url: `${server}/${encodeURIComponent(database)}${rest}` };
}

/** A URL without a host (`postgres://user@/db?host=/socket`) is legal for libpq and refused by URL. */
function withHost(text: string): string {
  return text.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?=[/?:]|$)/, '$1socket.invalid');
}

function decodedParts(url: URL) {
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '');
  return {
    host: host === 'socket.invalid' ? '' : host,
    database: decodeURIComponent(url.pathname.replace(/^\//, '')),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
