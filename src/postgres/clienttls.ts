import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import type { Connection } from './connection.js';

/** The `ssl` of a pg client that means what libpq means by the same sslmode. */
export async function clientTls({ tls }: Connection): Promise<ConnectionOptions | false> {
  const ca =
    tls.rootCert ??
    (tls.rootCertFile === undefined ? undefined : await readFile(tls.rootCertFile, 'utf8'));
  const roots = ca === undefined ? {} : { ca };
  switch (tls.mode) {
    case 'disable':
      return false;
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-ca':
      // The chain is checked, the name in the certificate is not: that is verify-full.
      return { ...roots, checkServerIdentity: () => undefined };
    case 'verify-full':
      return roots;
  }
}
