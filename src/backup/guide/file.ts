import type { Manifest } from '../../record/manifest.js';
import { code, fenced, shellWord } from './quoting.js';

/** Public keys that age reads from release 1.3.0 on: the post-quantum and hardware ones. */
const NEW_KINDS = /^age1(pq|tag|tagpq)1/;

/** How the file is checked and, where it is encrypted, opened. */
export function filePart(manifest: Manifest): string {
  return manifest.encryption === undefined ? checkPart(manifest) : decryptPart(manifest);
}

function checkPart({ archive }: Manifest): string {
  return `## 1. Check the file

${fenced('sh', checked(archive.sha256, archive.file))}

Go on only when it says \`OK\`. (On a Mac without \`sha256sum\`: \`shasum -a 256 --check\`.)`;
}

/**
 * age hands out plaintext before it has seen the end, so a truncated file yields most of its rows
 * and only then an error: nothing may be restored before the whole plaintext is checked.
 */
function decryptPart({ archive, encryption }: Manifest): string {
  if (encryption === undefined) return '';
  const { file, recipients } = encryption;
  const needed = recipients.some((key) => NEW_KINDS.test(key)) ? ', release 1.3.0 or newer' : '';
  return `## 1. Check and decrypt the file

It is encrypted with [age](https://age-encryption.org)${needed}: \`apt-get install age\`, \`brew install age\`, or a download from
<https://github.com/FiloSottile/age/releases>. Any one of these keys opens it:

${recipients.map((key) => `- the private key of ${code(key)}`).join('\n')}

Put the private key, the line that begins with \`AGE-SECRET-KEY-\`, into a file \`key.txt\` that only you can read (\`umask 077\` before
you make it). \`age-keygen -y key.txt\` prints its public key. Then check what was stored, decrypt it, and check what came out:

${fenced(
  'sh',
  checked(encryption.sha256, file),
  `age --decrypt --identity key.txt --output ${shellWord(archive.file)} ${shellWord(file)} &&`,
  `  ${checked(archive.sha256, archive.file)} ||`,
  `  { rm -f ${shellWord(archive.file)}; false; }`,
)}

Go on only when both say \`OK\`. (On a Mac without \`sha256sum\`: \`shasum -a 256 --check\`.) **Never pipe \`age\` into \`pg_restore\`**: age hands out
what it has decrypted before it has seen the end of the file, so a truncated or damaged one would be half restored before the error.

${code(archive.file)} now holds all data in the clear: delete it and \`key.txt\` when you are done.`;
}

function checked(sha256: string, file: string): string {
  return `echo '${sha256}  ${file}' | sha256sum --check`;
}
