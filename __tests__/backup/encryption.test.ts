import { execFile } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Manifest } from '../../src/record/manifest.js';
import { readManifestText } from '../../src/archive/manifestfile.js';
import { decryptFile, decryptText } from '../../src/archive/decryption.js';
import { backup } from '../../src/steps/backup.js';
import { sha256Of, useAge } from '../archive/age.js';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { makeTools, useTools, type TestTools } from '../harness/tools.js';
import { afterFirstBytes, configFor, find, leftFiles, libpqOf, verdicts } from './play.js';

const database = useTestDatabase('empty');
const age = useAge(3);
const tools = useTools();
const { cluster, name } = database;

beforeAll(async () => {
  await runSql(
    cluster,
    name,
    `create table notes as select n, sha512(n::text::bytea) a from generate_series(1, 60000) n`,
  );
});

describe('a backup for two recipients', () => {
  let parent = '';
  let stored = '';
  let manifest: Manifest;
  let outcome: Awaited<ReturnType<typeof backup>>;
  /** Every name that appeared below the step's own directory, and what the files began with. */
  const seen = new Map<string, string>();

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
    const watching = watchAll(parent, seen);
    const base = makeTools(parent, 'production');
    const recipients = [age.key(0).recipient, age.key(1).recipient];
    outcome = await backup(configFor(database.superuserUrl, { encryptTo: recipients }), {
      ...base,
      artifacts: {
        ...base.artifacts,
        upload: async (artifact, files, directory, days) => {
          for (const file of await readdir(directory)) await look(join(directory, file), seen);
          return base.artifacts.upload(artifact, files, directory, days);
        },
      },
    });
    watching.close();
    stored = join(parent, 'store', outcome.details?.artifact.name ?? '');
    manifest = readManifestText(await readFile(join(stored, 'manifest.json'), 'utf8'), 'it');
  });
  afterAll(async () => {
    await rm(parent, { recursive: true, force: true });
  });

  test('is proven like any other, and decrypted once', () => {
    expect(outcome.problems ?? []).toEqual([]);
    expect(verdicts(outcome.findings)).toMatchObject({
      privacy: 'pass',
      archive: 'pass',
      'table of contents': 'pass',
      'full decode': 'pass',
      encryption: 'pass',
      'real key last proven': 'warn',
    });
    expect(find(outcome.findings, 'encryption')?.found).toContain('age, to 2 recipients');
    expect(JSON.stringify(outcome)).not.toContain('AGE-SECRET-KEY');
  });

  test('never had its plaintext on disk', () => {
    expect([...seen.keys()].some((file) => file.endsWith('production.dump.age'))).toBe(true);
    expect([...seen.keys()].filter((file) => /\.(dump|txt)$/.test(file))).toEqual([]);
    const inClear = [...seen].filter(([, start]) => start.startsWith('PGDMP'));
    expect(inClear).toEqual([]);
  });

  test('is stored as ciphertext, with the sums of both in the manifest', async () => {
    expect(await readdir(stored)).toContain('production.dump.age');
    expect(await readdir(stored)).not.toContain('production.dump');
    const { archive, encryption } = manifest;
    const file = join(stored, 'production.dump.age');
    expect(encryption).toEqual({
      format: 'age',
      recipients: [age.key(0).recipient, age.key(1).recipient],
      file: 'production.dump.age',
      bytes: (await stat(file)).size,
      sha256: await sha256Of(file),
    });
    const plain = join(parent, 'opened.dump');
    const opened = await decryptFile(file, plain, [age.key(1).identity], tools().signal);
    expect(opened).toEqual({
      bytes: archive.bytes,
      sha256: archive.sha256,
      openedWith: [age.key(1).recipient],
    });
  });

  test('has its catalog encrypted, too', async () => {
    expect(manifest.catalog).toEqual({ file: 'catalog.txt.age' });
    const text = await decryptText(
      join(stored, 'catalog.txt.age'),
      [age.key(0).identity],
      tools().signal,
    );
    expect(text).toContain('notes');
  });

  test('is read by age and pg_restore alone', async () => {
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', 'age -d -i "$KEY" "$FILE" | pg_restore -l'],
      {
        env: {
          ...libpqOf(cluster),
          KEY: age.key(0).file,
          FILE: join(stored, 'production.dump.age'),
        },
      },
    );
    expect(stdout).toContain('TABLE DATA public notes');
  });
});

test('a cancel in the middle leaves nothing', async () => {
  const config = configFor(database.superuserUrl, { encryptTo: [age.key(0).recipient] });
  const cancelling = afterFirstBytes(tools(), () => {
    tools().cancel();
    return Promise.resolve();
  });
  const { status } = await backup(config, cancelling);
  expect(status).toBe('failed');
  expect(await leftFiles(tools())).toEqual([]);
  expect(await tools().artifacts.list()).toEqual([]);
});

test('a bit that flips on the disk is found before the upload', async () => {
  const config = configFor(database.superuserUrl, { encryptTo: [age.key(0).recipient] });
  const { status, findings } = await backup(config, flippingAfterDump(tools()));
  expect(status).toBe('failed');
  expect(find(findings, 'encryption')).toMatchObject({
    verdict: 'fail',
    found: expect.stringContaining('on disk it has'),
  });
  expect(await tools().artifacts.list()).toEqual([]);
  expect(await leftFiles(tools())).toEqual([]);
});

test('in a public repository it is taken, and says what can still be read', async () => {
  const config = configFor(database.superuserUrl, { encryptTo: [age.key(0).recipient] });
  const surroundings = { ...config.surroundings, visibility: 'public' as const };
  const { status, findings } = await backup({ ...config, surroundings }, tools());
  expect(status).toBe('passed');
  expect(find(findings, 'privacy')?.found).toMatch(/encrypted to 1 recipient; manifest\.json/);
});

/** Flips a bit of the file once pg_dump has ended. */
function flippingAfterDump(base: TestTools): TestTools {
  return {
    ...base,
    processes: {
      run: async (spec) => {
        const exit = await base.processes.run(spec);
        if (!spec.args.some((word) => word.startsWith('--snapshot'))) return exit;
        const files = await readdir(base.workDirectory, { recursive: true });
        const file = join(base.workDirectory, files.find((path) => path.endsWith('.age')) ?? '');
        const bytes = await readFile(file);
        const middle = Math.floor(bytes.length / 2);
        bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        await writeFile(file, bytes);
        return exit;
      },
    },
  };
}

/** Looks at every file as soon as it appears or changes. */
function watchAll(directory: string, seen: Map<string, string>): { close(): void } {
  return watch(directory, { recursive: true }, (_, file) => {
    if (file !== null) void look(join(directory, file), seen);
  });
}

async function look(path: string, seen: Map<string, string>): Promise<void> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const before = seen.get(path) ?? '';
  seen.set(path, before === '' ? bytes.subarray(0, 5).toString('latin1') : before);
}
