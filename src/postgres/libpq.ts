import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from './connection.js';
import { SYSTEM_CA_BUNDLE } from './tls.js';

/** Where services and passwords are looked for; a rehearsal points them to nothing. */
const FILES = new Set(['PGPASSFILE', 'PGSERVICEFILE']);
const CONNECT_TIMEOUT_SECONDS = '15';

/**
 * The `PG*` variables for libpq's tools: never the URL, which any user of the machine could read
 * from the process list, and which makes Debian's pg_wrapper pick the wrong major.
 * @param base what the child needs besides (PATH, HOME, …); its own PG* but names of files are dropped, they would
 *   silently win (PGSERVICE, PGOPTIONS).
 * @param directory private; a PEM root certificate is written there, removed with it.
 */
export async function libpqEnvironment(
  connection: Connection,
  base: Readonly<Record<string, string>>,
  directory: string,
  applicationName: string,
): Promise<Record<string, string>> {
  const { tls, options } = connection;
  const inherited = Object.entries(base).filter(
    ([name]) => !name.startsWith('PG') || FILES.has(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PGHOST: connection.host,
    PGPORT: String(connection.port),
    PGUSER: connection.user,
    PGPASSWORD: connection.password,
    PGDATABASE: connection.database,
    PGSSLMODE: tls.mode,
    // libpq would try Kerberos encryption first where a ticket lies around; pg never does.
    PGGSSENCMODE: 'disable',
    ...(await rootCertificate(connection, directory)),
    ...(options === '' ? {} : { PGOPTIONS: options }),
    PGAPPNAME: applicationName,
    PGCONNECT_TIMEOUT: CONNECT_TIMEOUT_SECONDS,
    PGCLIENTENCODING: 'UTF8',
  };
}

async function rootCertificate(
  { tls }: Connection,
  directory: string,
): Promise<Record<string, string>> {
  if (tls.rootCertFile !== undefined) return { PGSSLROOTCERT: tls.rootCertFile };
  if (tls.rootCert !== undefined) {
    const path = join(directory, 'root.crt');
    await writeFile(path, tls.rootCert, { mode: 0o600 });
    return { PGSSLROOTCERT: path };
  }
  const verifies = tls.mode === 'verify-ca' || tls.mode === 'verify-full';
  return verifies && existsSync(SYSTEM_CA_BUNDLE) ? { PGSSLROOTCERT: SYSTEM_CA_BUNDLE } : {};
}
