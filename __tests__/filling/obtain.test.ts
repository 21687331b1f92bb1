import { cp, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { manifestText, readManifestText } from '../../src/archive/manifestfile.js';
import { obtainBackup } from '../../src/filling/obtain.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { takeBackup } from '../restore/backups.js';

const FLIPS = 500;
const database = useTestDatabase('production');

let parent = '';
let identity = '';
const sources: Record<string, string> = {};
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'db-deploy-obtain-'));
  identity = await generateX25519Identity();
  const encryptTo = [await identityToRecipient(identity)];
  sources['plain'] = (await takeBackup(database.ownerUrl, join(parent, 'a'))).directory;
  sources['encrypted'] = (
    await takeBackup(database.ownerUrl, join(parent, 'b'), { encryptTo })
  ).directory;
});
afterAll(() => rm(parent, { recursive: true, force: true }));

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-work-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe.each(['plain', 'encrypted'])('a backup that is %s', (kind) => {
  const source = (): string => sources[kind] ?? '';

  test('as it was stored: every file is as the manifest says', async () => {
    const { manifest, archive, catalog, openedWith } = await obtain(source());
    expect((await stat(archive)).size).toBe(manifest.archive.bytes);
    expect(catalog?.length).toBeGreaterThan(50);
    expect(openedWith).toEqual(kind === 'plain' ? [] : manifest.encryption?.recipients);
  });

  test(`${FLIPS} single flipped bits over archive, catalog and manifest: each is refused`, async () => {
    const damaged = await copyOf(source());
    const names = (await readdir(damaged)).filter((name) => !/^\.|\.md$/.test(name));
    const accepted: string[] = [];
    for (let flip = 0; flip < FLIPS; flip += 1) {
      const name = names[flip % names.length] ?? '';
      const bytes = await readFile(join(damaged, name));
      // 7,919 is a prime: the positions spread over any file.
      const bit = (flip * 7_919 * 8 + flip) % (bytes.length * 8);
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await writeFile(join(damaged, name), flipped);
      await obtain(damaged).then(
        () => accepted.push(`${name} bit ${bit}`),
        () => undefined,
      );
      await writeFile(join(damaged, name), bytes);
    }
    expect(accepted).toEqual([]);
    // What was flipped back is whole again: it was the flips that were refused.
    await obtain(damaged);
  });

  test.each([0.02, 0.5, 0.999])('cut at %p of its length', async (share) => {
    const cut = await copyOf(source());
    const name = (await readdir(cut)).find((entry) => /\.dump(\.age)?$/.test(entry)) ?? '';
    const { size } = await stat(join(cut, name));
    await truncate(join(cut, name), Math.floor(size * share));
    await expect(obtain(cut)).rejects.toThrow(/the manifest says[^]*Nothing was restored/);
    expect(await clearTexts()).toEqual([]);
  });

  test.each(['the archive', 'the catalog', 'the manifest'])('without %s', async (member) => {
    const partial = await copyOf(source());
    const pattern = { 'the archive': /\.dump/, 'the catalog': /^catalog/, 'the manifest': /json$/ };
    for (const name of await readdir(partial)) {
      if (pattern[member as keyof typeof pattern].test(name)) await rm(join(partial, name));
    }
    await expect(obtain(partial)).rejects.toThrow(/it is not there|seal does not fit|only a part/);
  });

  test.each(['../escaped', '/tmp/escaped', '..', 'a/b'])(
    'whose manifest names the file %s: no path leaves the directory',
    async (file) => {
      const changed = await copyOf(source());
      const path = join(changed, 'manifest.json');
      const manifest = readManifestText(await readFile(path, 'utf8'), path);
      const archive = { ...manifest.archive, file };
      await writeFile(path, manifestText({ ...manifest, archive }));
      await expect(obtain(changed)).rejects.toThrow(/does not describe a backup: archive\.file/);
    },
  );

  test('with the manifest of another backup', async () => {
    const mixed = await copyOf(source());
    const other = await takeBackup(database.ownerUrl, join(directory, 'other'), {
      encryptTo: kind === 'plain' ? [] : [await identityToRecipient(identity)],
    });
    await cp(join(other.directory, 'manifest.json'), join(mixed, 'manifest.json'));
    await expect(obtain(mixed)).rejects.toThrow(/belongs to another backup/);
  });
});

test('a key that does not fit opens nothing, and leaves nothing', async () => {
  const wrong = await generateX25519Identity();
  await expect(obtain(sources['encrypted'] ?? '', [wrong])).rejects.toThrow(/does not open it/);
  await expect(obtain(sources['encrypted'] ?? '', [])).rejects.toThrow(/decrypt-with/);
  expect(await clearTexts()).toEqual([]);
});

function obtain(from: string, identities = [identity]) {
  return rm(join(directory, 'production.dump'), { force: true }).then(() =>
    obtainBackup(
      { by: 'file', directory: from },
      {
        storeOf: () => Promise.reject(new Error('a file needs no store')),
        identities,
        directory,
        signal: new AbortController().signal,
      },
    ),
  );
}

async function copyOf(source: string): Promise<string> {
  const copy = join(directory, 'copy');
  await cp(source, copy, { recursive: true });
  return copy;
}

/** What of a decrypted archive is in the work directory. */
async function clearTexts(): Promise<string[]> {
  return (await readdir(directory)).filter((name) => name.startsWith('production.dump'));
}
