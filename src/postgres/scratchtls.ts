import { join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { codeOf } from './sqlstate.js';

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * A self-signed certificate for this machine: applications that demand TLS in their code find it
 * spoken, and who verifies takes the file for a root (NODE_EXTRA_CA_CERTS).
 * @returns undefined where there is no openssl: then the server speaks clear text alone.
 */
export async function makeCertificate(
  directory: string,
  processes: ProcessRunner,
): Promise<Certificate | undefined> {
  const certificateFile = join(directory, 'server.crt');
  const keyFile = join(directory, 'server.key');
  const exit = await processes
    .run({
      command: 'openssl',
      args: [
        ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
        ...['-days', '2', '-subj', '/CN=localhost'],
        ...['-addext', 'subjectAltName = IP:127.0.0.1, DNS:localhost'],
        ...['-keyout', keyFile, '-out', certificateFile],
      ],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    })
    .catch((error: unknown) => {
      // It cannot be started; a cancelled step has no code.
      if (codeOf(error) === undefined) throw error;
      return undefined;
    });
  return exit?.code === 0 ? { certificateFile, keyFile } : undefined;
}
