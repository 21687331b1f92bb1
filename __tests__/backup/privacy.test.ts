import { expect, test } from '@jest/globals';
import { requirePrivacy, type PrivacyFacts } from '../../src/backup/privacy.js';
import { storageFindings } from '../../src/validation/storage.js';

const ALLOWED = [
  ['a private repository', { visibility: 'private' }, 'artifacts are not public'],
  [
    'an encrypted backup',
    { visibility: 'private', recipients: ['a'] },
    /encrypted to 1 recipient$/,
  ],
  [
    'encrypted in public',
    { recipients: ['a', 'b'] },
    /to 2 recipients; manifest\.json, RESTORE\.md/,
  ],
  ['encrypted, unknown', { visibility: 'unknown', recipients: ['a'] }, /; manifest\.json/],
  ['a directory', { backupTo: '/backups' }, /a directory: who sees the artifacts does not matter/],
] as const satisfies readonly (readonly [string, Partial<PrivacyFacts>, string | RegExp])[];

const PUBLIC: PrivacyFacts = { visibility: 'public', backupTo: 'artifact', recipients: [] };
const nobody = () => Promise.reject(new Error('nobody may be asked'));

test.each(ALLOWED)('%s is allowed without a question, by validate too', async (_, facts, words) => {
  const finding = await requirePrivacy({ ...PUBLIC, ...facts }, nobody);
  expect(finding).toMatchObject({ name: 'privacy', verdict: 'pass' });
  expect(finding.found).toMatch(words);
  expect(privacyInValidate({ ...PUBLIC, ...facts })).toMatchObject({ verdict: 'pass' });
});

test('an archive in clear in a public repository is refused, with the two lines that help', async () => {
  const twoLines = /^age-keygen -o backup-key\.txt\nencrypt-to: age1…$/m;
  await expect(requirePrivacy(PUBLIC, nobody)).rejects.toThrow(twoLines);
  expect(privacyInValidate(PUBLIC)).toMatchObject({
    verdict: 'fail',
    fix: expect.stringMatching(twoLines),
  });
});

test('what nobody knows is asked, and no answer is no permission', async () => {
  const unknown = { ...PUBLIC, visibility: 'unknown' } as const;
  await expect(requirePrivacy(unknown, nobody)).rejects.toThrow('nobody may be asked');
  const asked = await requirePrivacy(unknown, () => Promise.resolve('private' as const));
  expect(asked.verdict).toBe('pass');
  expect(privacyInValidate(unknown)).toMatchObject({ verdict: 'could not verify' });
});

function privacyInValidate({ visibility, backupTo, recipients }: PrivacyFacts) {
  const facts = { retentionDays: 30, longestRetentionDays: 90 };
  const findings = storageFindings({
    inActions: true,
    ...facts,
    visibility,
    backupTo,
    recipients: recipients.length,
  });
  return findings.find(({ name }) => name === 'privacy of the backup');
}
