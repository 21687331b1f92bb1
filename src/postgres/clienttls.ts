import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { DeployError, messageOf } from '../errors.js';
import type { Connection } from './connection.js';

/**
 * The `ssl` of a pg client that means what libpq means by the same sslmode.
 * @throws {DeployError} when the file of `sslrootcert` cannot be read.
 */
export async function clientTls({ tls }: Connection): Promise<ConnectionOptions | false> {
  const ca = tls.rootCert ?? (await readRoots(tls.rootCertFile));
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

async function readRoots(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new DeployError(
      {
        attempted: 'read the root certificate that the URL names by sslrootcert',
        found: messageOf(error),
        likelyCause: 'the file exists where the URL was written, not on this machine',
        nextAction: 'remove sslrootcert from the URL, and give the certificate in ssl-root-cert',
      },
      { cause: error },
    );
  }
}
