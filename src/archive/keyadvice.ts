/** The two lines that turn encryption on, and where the private key belongs. */
export const HOW_TO_ENCRYPT = `encrypt the backups: make a key pair, and put its public key beside \`step: validate\` and \`step: backup\`:
age-keygen -o backup-key.txt
encrypt-to: age1…
Keep backup-key.txt outside GitHub, or in a secret of a protected environment: without it nobody can read a backup`;

/** What everybody can read of an encrypted backup, and of the records. */
export const STILL_READABLE =
  'manifest.json, RESTORE.md and the records are not: they hold names of tables and roles, numbers of rows and, unless the repository is public, fingerprints of contents';

export function recipientsInWords(count: number): string {
  return count === 1 ? '1 recipient' : `${count} recipients`;
}
