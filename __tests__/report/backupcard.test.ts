import { describe, expect, test } from '@jest/globals';
import { pageOf } from '../../src/report/page.js';
import { backupDetails, jobsOf, recordOf, summaryOf } from './deploys.js';
import { only } from './pieces.js';

describe('the backup on a page', () => {
  const page = (changes: {
    manifest?: Partial<typeof backupDetails.manifest>;
    artifact?: Partial<typeof backupDetails.artifact>;
  }): string =>
    pageOf(
      recordOf('backup', {
        details: {
          ...backupDetails,
          manifest: { ...backupDetails.manifest, ...changes.manifest },
          artifact: { ...backupDetails.artifact, ...changes.artifact },
        },
      }),
    );

  test('says how to look and how to restore', () => {
    expect(page({})).toContain(
      'gh workflow run rollback.yml --repo acme/booking-shop -f backup-run-id=4711\n' +
        'gh workflow run rollback.yml --repo acme/booking-shop -f backup-run-id=4711 -f confirm-database=shop\n',
    );
    expect(page({})).toContain('not encrypted: whoever may read the artifacts');
    expect(page({})).toContain('kept until 2026-12-22 02:02 UTC');
  });

  test('encrypted: to whom, and the digest of what is stored', () => {
    const encryption = {
      format: 'age' as const,
      recipients: ['age1one', 'age1two'],
      file: 'shop.dump.age',
      bytes: 48_200_000,
      sha256: 'f'.repeat(64),
    };
    const words = page({ manifest: { encryption } });
    expect(words).toContain('encrypted with age to 2 recipients: `age1one`, `age1two`');
    expect(words).toContain(`sha256 of \`shop.dump.age\`: \`${'f'.repeat(64)}\``);
    expect(words).toContain('sha256 of `shop.dump`, decrypted');
    expect(words).not.toContain('not encrypted');
  });

  test('in a directory: where, and that nothing deletes it', () => {
    const words = page({ artifact: { directory: '/srv/backups', id: 'production-backup-4711' } });
    expect(words).toContain('in `/srv/backups/production-backup-4711`; nothing deletes it');
    expect(words).toContain('\ncat /srv/backups/production-backup-4711/RESTORE.md\n');
    expect(words).not.toContain('gh run download');
  });

  test('names what was left out', () => {
    const excluded = { schemas: ['auth'], tableData: ['public.sessions'] };
    expect(page({ manifest: { excluded } })).toContain(
      '⚠️ left out on request: schema `auth`, rows of `public.sessions`',
    );
  });

  test('on a failed deploy’s page the restore is a look first', () => {
    const failing = summaryOf({
      records: [...only('validate', 'backup'), recordOf('migrate', { status: 'failed' })],
      jobs: jobsOf('success', 'success', 'failure', 'skipped', 'skipped'),
    });
    expect(pageOf(failing)).toContain('The first command only shows what that would cost.');
    expect(pageOf(failing)).toContain('-f backup-run-id=4711 -f confirm-database=shop');
  });
});
