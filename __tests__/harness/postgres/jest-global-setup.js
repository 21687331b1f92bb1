// Plain JavaScript, because jest loads this file outside its own ESM transform.
import { tsImport } from 'tsx/esm/api';

export default async function setUp() {
  globalThis.dbDeployTestCluster = await tsImport('./test-cluster.ts', import.meta.url);
  await globalThis.dbDeployTestCluster.startTestCluster();
}
