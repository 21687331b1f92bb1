import { stat } from 'node:fs/promises';
import type { Finding } from '../record/finding.js';
import type { Contents } from './contents.js';
import type { Dumped } from './dump.js';
import { proveEncryption } from './encryptionproof.js';
import { archivePath, type Plan } from './plan.js';
import {
  archiveFinding,
  decodeFinding,
  dumpFinding,
  fingerprintFinding,
  rowsFinding,
} from './rungs.js';
import { reachingFinding } from './reaching.js';
import { compareContents, leftOutFinding } from './tableofcontents.js';

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
  const { size } = await stat(archivePath(plan, directory));
  return [
    dumpFinding(archive, plan.client),
    archiveFinding(archive, size),
    compareContents(contents.inventory, archive.entries),
    ...leftOutFindings(contents, archive),
    decodeFinding(archive.decoded, plan.compression),
    rowsFinding(archive.decoded, contents),
    fingerprintFinding(plan, contents),
    ...(await proveEncryption(plan, archive, directory)),
  ];
}

/** None when nothing was to be left out. */
function leftOutFindings(
  { leftOut, absent, reaching }: Contents,
  { entries, decoded }: Dumped,
): Finding[] {
  if (leftOut.schemas.length + leftOut.tables.length === 0) return [];
  return [leftOutFinding(absent, entries, decoded.rows.rows), reachingFinding(reaching)];
}
