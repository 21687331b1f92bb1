import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TlsFiles {
  /** PEM of the private CA, as it goes into `ssl-root-cert`. */
  readonly ca: string;
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

export function opensslPresent(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
}

/** A private CA and a server certificate for 127.0.0.1 and localhost, valid for a day. */
export function makeTlsFiles(directory: string): TlsFiles {
  if (!opensslPresent()) throw new Error('a cluster with TLS needs the openssl program');
  const file = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

  openssl('req', '-x509', ...key, '-days', '1', '-subj', '/CN=db-deploy test CA',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-keyout', file('ca.key'), '-out', file('ca.crt')); // prettier-ignore
  openssl('req', ...key, '-subj', '/CN=localhost', '-keyout', file('server.key'), '-out', file('server.csr')); // prettier-ignore
  writeFileSync(file('server.ext'), 'subjectAltName = IP:127.0.0.1, DNS:localhost\n');
  openssl('x509', '-req', '-days', '1', '-in', file('server.csr'), '-extfile', file('server.ext'),
    '-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-out', file('server.crt')); // prettier-ignore

  return {
    ca: readFileSync(file('ca.crt'), 'utf8'),
    caFile: file('ca.crt'),
    certificateFile: file('server.crt'),
    keyFile: file('server.key'),
  };
}
