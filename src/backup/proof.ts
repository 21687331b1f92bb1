import { stat } from 'node:fs/promises';
import type { Finding } from '../record/finding.js';
import type { Contents } from './contents.js';
import type { Dumped } from './dump.js';
import { archivePath, type Plan } from './plan.js';
import {
  archiveFinding,
  decodeFinding,
  dumpFinding,
  fingerprintFinding,
  rowsFinding,
} from './rungs.js';
import { compareContents, readTableOfContents } from './tableofcontents.js';

export interface Evidence {
  readonly archive: Dumped;
  /** Of the same snapshot as the archive. */
  readonly contents: Contents;
  readonly directory: string;
}

/** The ladder of proofs, each rung a finding; none of them needs a server. */
export async function prove(
  plan: Plan,
  { archive, contents, directory }: Evidence,
): Promise<Finding[]> {
  const file = archivePath(plan, directory);
  const { size } = await stat(file);
  const entries = await readTableOfContents(file, plan.client.pgRestore, plan.processes);
  return [
    dumpFinding(archive, plan.client),
    archiveFinding(archive, size),
    compareContents(contents.inventory, entries),
    decodeFinding(archive.decoded, plan.compression),
    rowsFinding(archive.decoded, contents),
    fingerprintFinding(plan, contents),
  ];
}
