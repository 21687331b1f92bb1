import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { terminalLog } from '../../src/actions/log.js';
import { processRunner } from '../../src/actions/process.js';
import { recordStore } from '../../src/actions/records.js';
import type { Tools } from '../../src/actions/tools.js';

export interface TestTools extends Tools {
  /** Everything that was said, in order. */
  readonly lines: string[];
  /** Cancels the step, as a signal to the process would. */
  cancel(reason?: Error): void;
}

/** Real tools over a directory of their own, made anew for each test of the file and removed after it. */
export function useTools(environment = 'production'): () => TestTools {
  let tools: TestTools | undefined;
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
    tools = makeTools(directory, environment);
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });
  return () => {
    if (tools === undefined) throw new Error('useTools() is for use inside a test');
    return tools;
  };
}

/** The same, for use outside a test; whoever calls removes the directory. */
export function makeTools(directory: string, environment: string): TestTools {
  const controller = new AbortController();
  const lines: string[] = [];
  const artifacts = directoryArtifacts(join(directory, 'store'), systemClock);
  return {
    lines,
    cancel: (reason = new Error('cancelled by the test')) => {
      controller.abort(reason);
    },
    log: terminalLog((line) => lines.push(line), true),
    clock: systemClock,
    artifacts,
    records: recordStore(artifacts, { environment, retentionDays: 1, directory }),
    processes: processRunner(controller.signal),
    fetch: globalThis.fetch,
    signal: controller.signal,
    workDirectory: directory,
    rememberForCleanup: () => undefined,
  };
}
