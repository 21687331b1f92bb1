import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inWords } from '../../src/errors.js';
import { backup } from '../../src/steps/backup.js';
import { configFor } from '../backup/play.js';
import { makeTools } from '../harness/tools.js';

/** A stored backup. */
export interface TakenBackup {
  /** Holds the archive, manifest.json and RESTORE.md. */
  readonly directory: string;
  readonly name: string;
}

/** @param parent directory that gets the store; whoever calls removes it. */
export async function takeBackup(
  url: string,
  parent: string,
  changes: Parameters<typeof configFor>[1] = {},
): Promise<TakenBackup> {
  await mkdir(parent, { recursive: true });
  const outcome = await backup(configFor(url, changes), makeTools(parent, 'production'));
  if (outcome.details === undefined) {
    const found = outcome.findings.filter(({ verdict }) => verdict === 'fail');
    throw new Error(
      [...(outcome.problems ?? []).map(inWords), ...found.map((one) => one.found)].join('\n'),
    );
  }
  const { name } = outcome.details.artifact;
  const store = join(parent, 'store');
  const stored = (await readdir(store)).find((entry) => entry === name) ?? '';
  return { name, directory: join(store, stored) };
}
