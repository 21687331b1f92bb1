import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A shell command for a workflow: when a job comes to it, the work is done, and the job goes on. */
export async function commandThat(work: () => Promise<unknown>): Promise<string> {
  const server = createServer((_, response) => {
    work().then(
      () => response.end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const ask = `const answer = await fetch('http://127.0.0.1:${port}'); if (!answer.ok) throw new Error(await answer.text());`;
  return `node --input-type=module -e "${ask}"`;
}
