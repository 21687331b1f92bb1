import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chooseCompression, compressionArgument } from '../../src/backup/compression.js';
import { useTools } from '../harness/tools.js';

const tools = useTools();

/** A pg_dump that says this and fails, as it does when asked for a method it lacks, or for a server it cannot reach. */
async function client(version: string, says: string) {
  const pgDump = join(tools().workDirectory, 'pg_dump');
  await writeFile(pgDump, `#!/bin/sh\necho 'pg_dump: error: ${says}' >&2\nexit 1\n`);
  await chmod(pgDump, 0o755);
  return { pgDump, pgRestore: '', version };
}

describe('compression', () => {
  const unreachable = 'connection to server on socket "/nowhere" failed';
  const lacking = 'this build does not support compression with zstd';
  test.each([
    ['15.18', 'unused', 'gzip:1', '--compress=1'],
    ['16.14', lacking, 'gzip:1', '--compress=gzip:1'],
    ['16.14', unreachable, 'zstd:3', '--compress=zstd:3'],
    ['18.4', unreachable, 'zstd:3', '--compress=zstd:3'],
  ])('of client %s that says "%s" is %s', async (version, says, expected, argument) => {
    const found = await client(version, says);
    const chosen = await chooseCompression(found, tools().workDirectory, tools().processes);
    expect(chosen).toBe(expected);
    expect(compressionArgument(chosen, found)).toBe(argument);
  });
});
