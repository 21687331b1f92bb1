import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startDecoder } from '../../src/archive/decode.js';
import { backup } from '../../src/steps/backup.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { unseenFlips } from './flips.js';
import { configFor } from './play.js';

const FLIPS = 500;
const database = useTestDatabase();
const tools = useTools();

test('of 500 single flipped bits a full decode alone shows those in rows', async () => {
  const { details } = await backup(configFor(database.ownerUrl), tools());
  const { workDirectory, processes } = tools();
  const stored = join(workDirectory, 'store', details?.artifact.id ?? '', 'production.dump');
  const archive = await readFile(stored);
  const pgRestore = join(database.cluster.binaries.directory, 'pg_restore');
  const { rowsFrom, unseen } = await unseenFlips(archive, FLIPS, async (bytes) => {
    const decoder = startDecoder(pgRestore, processes);
    await decoder.write(bytes);
    decoder.end();
    return decoder.decoded;
  });
  expect(unseen.filter((at) => at >= rowsFrom)).toEqual([]);
  expect(unseen.length).toBeGreaterThan(0);
  expect(unseen.length).toBeLessThan(FLIPS / 4);
});
