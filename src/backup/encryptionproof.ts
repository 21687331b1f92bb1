import { checksumOfFile, type Checksum } from '../archive/checksum.js';
import { recipientsInWords } from '../archive/keyadvice.js';
import { DeployError } from '../errors.js';
import { inBytes } from '../record/amounts.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { Dumped } from './dump.js';
import { archivePath, type Plan } from './plan.js';

const NAME = 'encryption';
const FIX = 'run the job again; if it stays so, look for a faulty disk or memory of the runner';

/**
 * What was written was decrypted on its way, with the identity that this run made for it: compares
 * the plaintext with what pg_dump wrote, and the file on disk with what was decrypted. That the
 * recipients' own keys open it is shown by a restore alone: they are not here.
 * @returns nothing when the archive is not encrypted.
 */
export async function proveEncryption(
  plan: Plan,
  archive: Dumped,
  directory: string,
): Promise<Finding[]> {
  const { encrypted } = archive;
  if (encrypted === undefined) return [];
  const { signal } = plan.session;
  try {
    const file = await checksumOfFile(archivePath(plan, directory), signal);
    if (file.sha256 !== encrypted.sha256) return [damaged(encrypted, file)];
    return [judge(await encrypted.opened, archive, plan.recipients.length)];
  } catch (error) {
    if (!(error instanceof DeployError) || signal.aborted) throw error;
    return [unlike(archive, error.problems.map(({ found }) => found).join('; '))];
  }
}

function judge(opened: Checksum, archive: Dumped, recipients: number): Finding {
  if (opened.sha256 !== archive.sha256 || opened.bytes !== archive.bytes) {
    return unlike(archive, `${inBytes(opened.bytes)}, sha256 ${opened.sha256}`);
  }
  return pass(
    NAME,
    `age, to ${recipientsInWords(recipients)}; decrypted once with a key of this run alone: the plaintext has the archive's sha256`,
  );
}

function unlike({ bytes, sha256 }: Dumped, found: string): Finding {
  return fail(NAME, {
    expected: `the file decrypts to ${inBytes(bytes)}, sha256 ${sha256}`,
    found,
    fix: FIX,
  });
}

function damaged(written: Checksum, file: Checksum): Finding {
  return fail(NAME, {
    expected: `the encrypted file is as it was written: ${inBytes(written.bytes)}, sha256 ${written.sha256}`,
    found: `on disk it has ${inBytes(file.bytes)}, sha256 ${file.sha256}`,
    fix: FIX,
  });
}
