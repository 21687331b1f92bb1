import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { systemClock } from '../../src/actions/clock.js';
import { readManifestText } from '../../src/archive/manifestfile.js';
import { runSql } from '../harness/postgres/databases.js';
import { heldAdvisoryLocks } from '../harness/postgres/leaks.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { layWire } from '../promotion/wire.js';
import { startBackup } from './stepprocess.js';

const database = useTestDatabase('empty');
const { cluster, name } = database;

let root = '';
let temporary = '';
let store = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
  temporary = join(root, 'tmp');
  store = join(root, 'checkout', '.db-deploy');
  await mkdir(temporary);
  await mkdir(store, { recursive: true });
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

beforeAll(async () => {
  // More than all buffers on the way hold, and hard to compress: pg_dump is stuck in COPY when nobody reads.
  await runSql(
    cluster,
    name,
    `create table big as select n, sha512(n::text::bytea) a, sha512((-n)::text::bytea) b
       from generate_series(1, 60000) n; analyze big`,
  );
});

const backup = (url = database.superuserUrl) =>
  startBackup({ url, directory: join(root, 'checkout'), temporary });

/** Every backup that the store hands out, after its bytes were compared with its own manifest. */
async function wholeBackups(): Promise<string[]> {
  const artifacts = directoryArtifacts(store, systemClock);
  const backups = (await artifacts.list()).filter(({ name: each }) => !each.includes('-record-'));
  for (const artifact of backups) {
    const copy = await mkdtemp(join(root, 'copy-'));
    await artifacts.download(artifact, copy);
    const manifest = readManifestText(await readFile(join(copy, 'manifest.json'), 'utf8'), 'it');
    const archive = await readFile(join(copy, manifest.archive.file));
    expect(createHash('sha256').update(archive).digest('hex')).toBe(manifest.archive.sha256);
  }
  return backups.map(({ name: each }) => each);
}

async function expectNextRunToWork(before: number): Promise<void> {
  const next = backup();
  expect({ ...(await next.ended), said: next.said() }).toMatchObject({ code: 0, signal: null });
  expect(await wholeBackups()).toHaveLength(before + 1);
  // What the dead one left half-written is swept.
  expect((await readdir(store)).filter((entry) => entry.endsWith('.partial'))).toEqual([]);
}

const EXITS = {
  SIGINT: { code: 1, signal: null },
  SIGTERM: { code: 1, signal: null },
  SIGKILL: { code: null, signal: 'SIGKILL' },
} as const;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

describe.each(SIGNALS)('%s', (signal) => {
  test('in the middle of a table: no backup, no lock', async () => {
    let silent: () => void = () => undefined;
    const inTheMiddle = new Promise<void>((resolve) => (silent = resolve));
    const wire = await layWire(database.superuserUrl, { bytes: 2_000_000, silent });
    wire.arm();
    try {
      const step = backup(wire.url);
      await Promise.race([inTheMiddle, step.ended]);
      step.kill(signal);
      expect({ ...(await step.ended), said: step.said() }).toMatchObject(EXITS[signal]);
    } finally {
      await wire.close();
    }
    expect(await wholeBackups()).toEqual([]);
    if (signal === 'SIGKILL') await expectNextRunToWork(0);
    else expect(await readdir(temporary)).toEqual([]);
  });

  test('while the backup is being stored: all of it or nothing', async () => {
    const step = backup();
    await Promise.race([storing(), step.ended]);
    step.kill(signal);
    const { code, signal: by } = await step.ended;
    const kept = await wholeBackups();
    if (signal === 'SIGKILL') {
      expect({ code, by }).toEqual({ code: null, by: 'SIGKILL' });
      await lockIsFree();
      await expectNextRunToWork(kept.length);
      return;
    }
    // A copy that has begun is finished; whoever ends well has stored something.
    expect(kept.length).toBeGreaterThanOrEqual(code === 0 ? 1 : 0);
    expect((await readdir(store)).filter((entry) => entry.endsWith('.partial'))).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });
});

/** Resolves when the store begins to fill a backup. */
function storing(): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(store, (_, entry) => {
      if (entry?.endsWith('.partial') !== true) return;
      watcher.close();
      resolve();
    });
  });
}

/** The server notices the end of its client by itself. */
async function lockIsFree(): Promise<void> {
  for (;;) if ((await heldAdvisoryLocks(cluster, name)).length === 0) return;
}
