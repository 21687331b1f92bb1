export default async function tearDown() {
  await globalThis.dbDeployTestCluster.stopTestCluster();
  globalThis.dbDeployMemory?.remove();
}
