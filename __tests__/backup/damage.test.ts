import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startChecksum } from '../../src/archive/checksum.js';
import { startDecoder, type Decoded } from '../../src/archive/decode.js';
import { decodeFinding } from '../../src/backup/rungs.js';
import type { BackupDetails } from '../../src/record/details.js';
import { backup } from '../../src/steps/backup.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { makeTools, useTools, type TestTools } from '../harness/tools.js';
import { bitsOf, flipped, unseenFlips } from './flips.js';
import { configFor } from './play.js';

const database = useTestDatabase();
const tools = useTools();
const pgRestore = join(database.cluster.binaries.directory, 'pg_restore');

let directory = '';
let keeper: TestTools | undefined;
let stored: BackupDetails | undefined;
let archive = Buffer.alloc(0);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
  keeper = makeTools(directory, 'production');
  const { details, problems } = await backup(configFor(database.ownerUrl), keeper);
  expect(problems).toBeUndefined();
  stored = details;
  archive = await readFile(member('production.dump'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const member = (file: string): string => join(directory, 'store', stored?.artifact.id ?? '', file);

async function decode(bytes: Buffer): Promise<Decoded> {
  const decoder = startDecoder(pgRestore, tools().processes);
  await decoder.write(bytes);
  decoder.end();
  return decoder.decoded;
}

describe('full decode', () => {
  test('passes the whole archive', async () => {
    expect(decodeFinding(await decode(archive), 'gzip:1').verdict).toBe('pass');
  });

  test.each([0, 0.02, 0.5, 0.999])('fails for an archive cut at %d', async (part) => {
    const cut = archive.subarray(0, Math.floor(archive.length * part));
    expect(decodeFinding(await decode(cut), 'gzip:1')).toMatchObject({ verdict: 'fail' });
  });

  test('fails without the last byte', async () => {
    const { verdict } = decodeFinding(await decode(archive.subarray(0, -1)), 'gzip:1');
    expect(verdict).toBe('fail');
  });

  test('says of zstd what it does not prove', async () => {
    const { found } = decodeFinding(await decode(archive), 'zstd:3');
    expect(found).toContain('against flipped bits the sha256 is the guard');
  });
});

describe('of 500 single flipped bits in a stored archive', () => {
  const FLIPS = 500;
  /** Each starts a pg_restore: all 500 are in damage.large.ts. */
  const DECODED = 150;

  test('the sha256 of the manifest shows each', () => {
    const sums = bitsOf(archive.length, FLIPS).map((bit) => {
      const sum = startChecksum();
      sum.take(flipped(archive, bit));
      return sum.result().sha256;
    });
    const whole = startChecksum();
    whole.take(archive);
    expect(whole.result().sha256).toBe(stored?.manifest.archive.sha256);
    expect(sums).not.toContain(stored?.manifest.archive.sha256);
    expect(sums).toHaveLength(FLIPS);
  });

  test('a full decode alone shows those in rows, and not all in the table of contents', async () => {
    const { rowsFrom, unseen } = await unseenFlips(archive, DECODED, decode);
    expect(unseen.filter((at) => at >= rowsFrom)).toEqual([]);
    // The archive's names and definitions carry no checksum: hence the sha256.
    expect(unseen.length).toBeGreaterThan(0);
    expect(unseen.length).toBeLessThan(DECODED / 4);
  });
});

describe('a stored backup', () => {
  const download = async (): Promise<string> => {
    if (keeper === undefined || stored === undefined) throw new Error('there is no backup');
    await keeper.artifacts.download(stored.artifact, tools().workDirectory);
    return tools().workDirectory;
  };

  test('comes back byte by byte', async () => {
    expect(await readFile(join(await download(), 'production.dump'))).toEqual(archive);
  });

  describe.each(['production.dump', 'manifest.json', 'RESTORE.md'])('of which %s', (file) => {
    const damaged = async (damage: () => Promise<void>): Promise<unknown> => {
      const whole = await readFile(member(file));
      await damage();
      const answer = await download().catch((error: unknown) => error);
      await writeFile(member(file), whole);
      return answer;
    };

    test('was deleted is not handed out', async () => {
      expect(await damaged(() => rm(member(file)))).toMatchObject({
        message: expect.stringContaining('its bytes changed'),
      });
    });

    test('has a flipped bit is not handed out', async () => {
      const whole = await readFile(member(file));
      for (const bit of bitsOf(whole.length, 10)) {
        const flip = () => writeFile(member(file), flipped(whole, bit));
        expect(await damaged(flip)).toMatchObject({
          message: expect.stringContaining('its bytes changed'),
        });
      }
    });
  });
});
