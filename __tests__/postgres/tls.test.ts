import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { messageOf } from '../../src/errors.js';
import { parseConnection } from '../../src/postgres/connection.js';
import { libpqEnvironment } from '../../src/postgres/libpq.js';
import { withSession } from '../../src/postgres/session.js';
import { wireProtection } from '../../src/postgres/wire.js';
import { startCluster, type Cluster } from '../harness/postgres/cluster.js';
import { hasClient } from '../harness/postgres/server-binaries.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { opensslPresent } from '../harness/postgres/tls.js';
import { useTools } from '../harness/tools.js';
import { connectionTo } from './connections.js';

const CA = '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----';

test.each([
  ['h', '', '', { mode: 'require' }],
  ['h', 'sslmode=prefer', '', { mode: 'require' }],
  ['h', 'sslmode=allow', '', { mode: 'require' }],
  ['h', 'sslmode=disable', '', { mode: 'disable' }],
  ['h', 'sslmode=require', '', { mode: 'require' }],
  ['h', 'sslmode=no-verify', CA, { mode: 'require' }],
  ['h', 'sslmode=verify-full', '', { mode: 'verify-full' }],
  ['h', 'sslmode=require', CA, { mode: 'verify-ca', rootCert: CA }],
  ['h', '', CA, { mode: 'verify-ca', rootCert: CA }],
  ['h', 'sslrootcert=/ca.pem', '', { mode: 'verify-ca', rootCertFile: '/ca.pem' }],
  ['h', 'sslrootcert=system', '', { mode: 'verify-full' }],
  ['h', 'sslrootcert=system&sslmode=require', '', { mode: 'verify-full' }],
  ['h', 'ssl=true', '', { mode: 'require' }],
  ['localhost', '', '', { mode: 'disable' }],
  ['LOCALHOST', '', '', { mode: 'disable' }],
  ['127.0.0.1', '', '', { mode: 'disable' }],
  ['127.8.8.8', 'sslmode=prefer', '', { mode: 'disable' }],
  ['localhost', 'ssl=true', '', { mode: 'require' }],
  ['localhost', '', CA, { mode: 'verify-ca', rootCert: CA }],
  ['localhost', 'sslrootcert=/ca.pem', '', { mode: 'verify-ca', rootCertFile: '/ca.pem' }],
  ['127.0.0.1.example.com', '', '', { mode: 'require' }],
  ['127.example.com', '', '', { mode: 'require' }],
  ['localhost.example.com', '', '', { mode: 'require' }],
  ['10.0.0.1', '', '', { mode: 'require' }],
])('%s with %s', (host, query, rootCert, tls) => {
  expect(connectionTo(`postgres://u:p@${host}/d?${query}`, rootCert).tls).toEqual(tls);
});

test('a mode that nobody knows is refused', () => {
  expect(parseConnection('direct-url', 'postgres://u:p@h/d?sslmode=REQUIRE').ok).toBe(false);
});

(opensslPresent() ? describe : describe.skip)(
  'against a server with a private CA, pg and libpq agree',
  () => {
    let cluster: Cluster;
    const tools = useTools();
    beforeAll(async () => {
      cluster = await startCluster({ tls: 'required' });
    });
    afterAll(() => cluster.stop());

    const OTHER_CA = 'another';
    const MISSING = /root certificate|ENOENT/;
    const CASES = [
      ['without a word', '', undefined, /no encryption|no pg_hba/],
      ['sslmode=require', 'sslmode=require', undefined, 'TLSv1.3'],
      ['sslmode=disable', 'sslmode=disable', undefined, /no encryption|no pg_hba/],
      ['sslmode=verify-full and the CA', 'sslmode=verify-full', 'own', 'TLSv1.3'],
      ['sslmode=verify-ca and the CA', 'sslmode=verify-ca', 'own', 'TLSv1.3'],
      ['the CA alone', '', 'own', 'TLSv1.3'],
      ['sslmode=verify-full and no CA', 'sslmode=verify-full', undefined, /certificate/],
      ['another CA', 'sslmode=require', OTHER_CA, /certificate|signature/],
      ['sslrootcert=system', 'sslrootcert=system', undefined, /certificate/],
      ['a root file that is not here', 'sslrootcert=/nowhere.crt', undefined, MISSING],
    ] as const;

    test.each(CASES)('%s: pg', async (_, query, ca, outcome) => {
      const settings = {
        purpose: 'look',
        applicationName: 'x',
        signal: new AbortController().signal,
      };
      const wire = withSession(await connectionBy(query, ca), settings, (session) =>
        Promise.resolve(wireProtection(session)),
      );
      if (typeof outcome === 'string') expect(await wire).toBe(outcome);
      else expect(messageOf(await wire.catch((error: unknown) => error))).toMatch(outcome);
    });

    (hasClient(testCluster().binaries) ? test : test.skip).each(CASES)(
      '%s: libpq',
      async (_, query, ca, outcome) => {
        const wire = psqlWire(await connectionBy(query, ca));
        if (typeof outcome === 'string') expect(await wire).toBe(outcome);
        else await expect(wire).rejects.toThrow();
      },
    );

    async function connectionBy(query: string, ca: string | undefined) {
      const root = ca === 'own' ? (cluster.tlsCa ?? '') : ca === OTHER_CA ? await otherCa() : '';
      return connectionTo(`${cluster.url('postgres')}?${query}`, root);
    }

    async function psqlWire(connection: ReturnType<typeof connectionTo>): Promise<string> {
      const env = await libpqEnvironment(connection, {}, tools().workDirectory, 'test-psql');
      const sql =
        "select coalesce(version, 'clear text') from pg_stat_ssl where pid = pg_backend_pid()";
      const psql = join(cluster.binaries.directory, 'psql');
      return (await promisify(execFile)(psql, ['-Atc', sql], { env })).stdout.trim();
    }

    async function otherCa(): Promise<string> {
      const directory = tools().workDirectory;
      const [key, file] = [join(directory, 'other.key'), join(directory, 'other.crt')];
      const make = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=other',
      ];
      await writeFile(key, '');
      await promisify(execFile)('openssl', [...make, '-keyout', key, '-out', file]);
      return (await promisify(execFile)('cat', [file])).stdout;
    }
  },
);
