import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { withScratchCluster, type ScratchCluster } from '../../src/postgres/scratchcluster.js';
import { serverToolsFor } from '../../src/postgres/servertools.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { makeTools, type TestTools } from '../harness/tools.js';

export interface Rehearsals {
  readonly tools: () => TestTools;
  readonly cluster: () => ScratchCluster;
}

/** One scratch cluster for the tests of a file. */
export function useScratchCluster(): Rehearsals {
  let tools: TestTools | undefined;
  let cluster: ScratchCluster | undefined;
  let done: () => void = () => undefined;
  let kept: Promise<void> = Promise.resolve();
  let temporary = '';
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
    await chmod(temporary, 0o755);
    const made = makeTools(await mkdtemp(join(temporary, 'db-deploy-')), 'production');
    const { major, directory } = testCluster().binaries;
    const server = await serverToolsFor(major, { ...made, searchPath: directory, mayInstall: false }); // prettier-ignore
    const settings = { ...made, tools: server, remember: () => undefined };
    await new Promise<void>((ready, failed) => {
      kept = withScratchCluster(settings, (started) => {
        tools = made;
        cluster = started;
        ready();
        return new Promise<void>((resolve) => (done = resolve));
      });
      kept.catch(failed);
    });
  });
  afterAll(async () => {
    done();
    await kept;
    await rm(temporary, { recursive: true, force: true });
  });
  return { tools: () => known(tools), cluster: () => known(cluster) };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('useScratchCluster() is for use inside a test');
  return value;
}
