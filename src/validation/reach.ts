import { readIdentity } from '../postgres/identity.js';
import type { Session } from '../postgres/session.js';
import { NEWEST_MAJOR, OLDEST_MAJOR } from '../postgres/releases.js';
import { wireProtection } from '../postgres/wire.js';
import { withTransaction } from '../postgres/transaction.js';
import type { Identity } from '../record/facts.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import type { UrlName, UsableUrl } from './urls.js';
import { examine, look, type Visit } from './visit.js';

/** A server that answered, and what it is. */
export interface Reached extends UsableUrl {
  /** As the server says it, e.g. `15.18`. */
  readonly version: string;
  readonly major: number;
  /** The protocol of the wire between this process and the first hop, e.g. `TLSv1.3`, or `clear text`. */
  readonly tls: string;
  /** The role that the server took us for, quoted as SQL writes it. */
  readonly role: string;
  readonly identity: Identity;
  readonly inRecovery: boolean;
  /** `default_transaction_read_only` of this role in this database. */
  readonly readOnly: boolean;
}

export interface Arrival {
  readonly reached: Reached | undefined;
  readonly findings: readonly Finding[];
}

/** Connects once, and judges what can be judged from there. */
export async function reach(url: UsableUrl, visit: Visit): Promise<Arrival> {
  let reached: Reached | undefined;
  const findings = await examine(`${url.name} connects`, visit, async () => {
    reached = await look(url.connection, visit, 'look at the server', (session) =>
      readServer(url, session),
    );
    return [
      pass(`${url.name} connects`, wordsOnTls(reached)),
      versionFinding(reached),
      ...writableFindings(reached),
    ];
  });
  return { reached, findings: reached === undefined ? findings.map(asFailure) : findings };
}

/** A URL that nobody answered at is not a detail that stayed open: no later step could work. */
function asFailure(finding: Finding): Finding {
  if (finding.verdict === 'fail') return finding;
  return fail(finding.name, {
    expected: 'a server that answers',
    found: finding.found,
    fix: 'check the server, and whether the pooler in front of it has a connection to spare',
  });
}

async function readServer(url: UsableUrl, session: Session): Promise<Reached> {
  const [row] = await session.query<{
    version: string;
    number: string;
    role: string;
    recovery: boolean;
    read_only: string;
  }>(
    `select current_setting('server_version') as version,
            current_setting('server_version_num') as number,
            quote_ident(current_user) as role,
            pg_is_in_recovery() as recovery,
            current_setting('default_transaction_read_only') as read_only`,
  );
  return {
    ...url,
    // `15.18 (Debian 15.18-0+deb12u1)`
    version: row?.version.split(' ')[0] ?? '',
    major: Math.floor(Number(row?.number) / 10_000),
    tls: wireProtection(session),
    role: row?.role ?? '',
    identity: await withTransaction(session, 'snapshot', () =>
      readIdentity(session, url.connection),
    ),
    inRecovery: row?.recovery === true,
    readOnly: row?.read_only === 'on',
  };
}

function wordsOnTls({ tls, connection }: Reached): string {
  if (tls !== 'clear text') return `${tls}, sslmode=${connection.tls.mode}`;
  return 'clear text, as sslmode=disable or a local address asks for';
}

function versionFinding({ name, version, major }: Reached): Finding {
  const title = `server version of ${name}`;
  if (major >= OLDEST_MAJOR && major <= NEWEST_MAJOR) return pass(title, version);
  const shortfall = { expected: `Postgres ${OLDEST_MAJOR} to ${NEWEST_MAJOR}`, found: version };
  return major < OLDEST_MAJOR
    ? fail(title, {
        ...shortfall,
        fix: `upgrade the server to Postgres ${OLDEST_MAJOR} or newer`,
      })
    : warn(title, { ...shortfall, fix: 'look for a version of this action that knows that major' });
}

/** Development is only read; everything else is written to, or stands for what is written to. */
function writableFindings({ name, inRecovery, readOnly }: Reached): Finding[] {
  if (!WRITTEN.includes(name)) return [];
  const title = `${name} can be written to`;
  if (inRecovery) {
    return [
      fail(title, {
        expected: 'the primary server',
        found: 'the server is in recovery: a read replica',
        fix: `set ${name} to the primary`,
      }),
    ];
  }
  if (readOnly) {
    return [
      fail(title, {
        expected: 'transactions that may write',
        found: 'default_transaction_read_only is on for this role or database',
        fix: 'alter role or alter database … reset default_transaction_read_only; some providers set it when the disk is full',
      }),
    ];
  }
  return [];
}

const WRITTEN: readonly UrlName[] = ['DATABASE_URL', 'DIRECT_URL', 'PROD_DATABASE_URL'];
