import { writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { terminalLog } from '../../src/actions/log.js';
import { processRunner } from '../../src/actions/process.js';
import { listenForCancellation } from '../../src/cancellation.js';
import { withScratchCluster } from '../../src/postgres/scratchcluster.js';
import { serverToolsFor } from '../../src/postgres/servertools.js';

// Keeps a scratch cluster until somebody ends the process; says where it is.
const [, , major = '', programs = '', temporary = ''] = process.argv;
const cancellation = listenForCancellation();
const log = terminalLog(() => undefined, false);
const processes = processRunner(cancellation.signal);
const machine = { searchPath: programs, processes, log, mayInstall: false };
const workDirectory = await mkdtemp(join(temporary, 'db-deploy-'));
try {
  const tools = await serverToolsFor(Number(major), machine);
  const settings = { tools, workDirectory, remember: () => undefined, processes, log };
  await withScratchCluster({ ...settings, signal: cancellation.signal }, ({ connection }) => {
    writeSync(1, `${connection.url}\n`);
    setInterval(() => undefined, 1_000);
    return new Promise((_, reject) => {
      cancellation.signal.addEventListener('abort', () => {
        reject(cancellation.signal.reason as Error);
      });
    });
  });
} catch {
  process.exitCode = 1;
} finally {
  await rm(workDirectory, { recursive: true, force: true });
}
process.exit();
