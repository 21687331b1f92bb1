// Plain JavaScript, because jest loads this file outside its own ESM transform.
import { tsImport } from 'tsx/esm/api';

export default async function setUp(_, { globals }) {
  // Here, once: two workers that install at the same time would meet at the package manager's lock,
  // and the loser would skip its tests without a word.
  const { provideAge } = await tsImport('../ageprogram.ts', import.meta.url);
  provideAge();
  if (globals.browser) {
    const { provideChromium } = await tsImport('../chromiumprogram.ts', import.meta.url);
    provideChromium();
  }
  const { providePgBouncer } = await tsImport('../pgbouncer.ts', import.meta.url);
  const pooler = providePgBouncer();
  if (pooler === undefined && process.env.CI && process.getuid?.() === 0) {
    throw new Error('PgBouncer is missing and could not be installed: its tests would be skipped');
  }
  if (globals.temporaryFiles !== 'disk') {
    const { makeMemoryDirectory } = await tsImport('../memorydirectory.ts', import.meta.url);
    globalThis.dbDeployMemory = makeMemoryDirectory();
    // Inherited by the workers, and by what they start.
    if (globalThis.dbDeployMemory) process.env.TMPDIR = globalThis.dbDeployMemory.path;
  }
  globalThis.dbDeployTestCluster = await tsImport('./test-cluster.ts', import.meta.url);
  await globalThis.dbDeployTestCluster.startTestCluster();
}
