/**
 * `npm run bench`: every budget as a ratio against its reference, both in one run, medians of
 * interleaved rounds. `npm run bench -- start migrate stall promote backup restore` runs the named ones only.
 */
import { fileURLToPath } from 'node:url';
import { findNode24 } from '../__tests__/harness/github/index.js';
import { benchBackup } from './bench/backup.js';
import { benchRestore } from './bench/restore.js';
import { benchMigrate } from './bench/migrate.js';
import { benchPromote } from './bench/promote.js';
import { benchStall } from './bench/stall.js';
import { benchStart } from './bench/start.js';
import type { Result } from './bench/rounds.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const node24 = await findNode24(root);
const nodes = [process.execPath, ...(node24.node === undefined ? [] : [node24.node.executable])];

const BENCHES: Readonly<Record<string, () => Promise<Result[]>>> = {
  start: () => benchStart(root, nodes),
  migrate: () => benchMigrate(root),
  stall: () => benchStall(root),
  promote: () => benchPromote(root),
  backup: () => benchBackup(root, 500),
  restore: () => benchRestore(root, 500),
  'backup-2gb': () => benchBackup(root, 2_000),
  'restore-2gb': () => benchRestore(root, 2_000),
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { what, measured, budget, kept } of await bench()) {
    console.log(`${kept ? 'kept  ' : 'MISSED'}  ${what}: ${measured} (budget ${budget})`);
  }
}
