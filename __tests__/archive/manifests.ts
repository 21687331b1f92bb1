import type { Manifest } from '../../src/record/manifest.js';

/** The manifest of a small backup, as the backup step writes it. */
export function manifestWith(changes: Partial<Manifest> = {}): Manifest {
  return {
    version: 1,
    environment: 'production',
    createdAt: '2026-11-22T02:03:04.000Z',
    run: {
      runId: '4711',
      attempt: 1,
      repository: 'acme/shop',
      sha: 'c0ffee',
      ref: 'refs/heads/main',
      actor: 'ada',
      workflow: 'Deploy database',
      job: 'backup',
      url: 'https://github.com/acme/shop/actions/runs/4711/attempts/1',
    },
    state: {
      identity: {
        systemIdentifier: '7000000000000000001',
        database: 'shop',
        oid: '16400',
        host: 'db.example.com',
        port: 5432,
        user: 'app_owner',
      },
      catalogFingerprint: 'c'.repeat(64),
      ledger: { tool: 'node-pg-migrate', table: 'public.pgmigrations', applied: ['1_init'] },
    },
    server: { version: '15.19', major: 15, encoding: 'UTF8', collation: 'C' },
    client: { version: '15.19', path: '/usr/lib/postgresql/15/bin/pg_dump' },
    snapshot: { time: '2026-11-22T02:03:00.000Z', lsn: '0/1A2B3C4D' },
    archive: {
      file: 'production.dump',
      bytes: 1_234,
      sha256: 'a'.repeat(64),
      format: 'custom',
      compression: 'gzip:1',
    },
    fingerprints: 'content',
    tables: [{ schema: 'public', name: 'bookings', rows: '3', fingerprint: '42' }],
    withoutRows: [],
    largeObjects: 0,
    roles: ['app_owner'],
    ...changes,
  };
}
