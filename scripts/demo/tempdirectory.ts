import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onProcessEnd } from '../../__tests__/harness/postgres/exit-cleanup.js';

/**
 * From here on every temporary file of this process and of its children lies in one directory,
 * which is removed when the process ends, however it ends short of SIGKILL.
 */
export function ownTempDirectory(): void {
  const directory = mkdtempSync(join(tmpdir(), 'db-deploy-demo-'));
  // Started by root, the server runs as another user and must get through to its own files.
  chmodSync(directory, 0o755);
  process.env['TMPDIR'] = directory;
  onProcessEnd(() => {
    // A child that is being ended may still write into it.
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
}
