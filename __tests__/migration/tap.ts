import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Tap {
  /** The server's URL, through the tap. */
  readonly url: string;
  /** What clients have said to the server so far, in messages; the watcher's, which come by the clock, do not count. */
  said(): number;
  close(): Promise<void>;
}

/** A wire between clients and server on which the messages are counted. */
export async function layTap(url: string, onMessage: (number: number) => void): Promise<Tap> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let messages = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let byTheClock = false;
    client.on('data', (chunk) => {
      byTheClock ||= chunk.includes('/watcher\0');
      if (!byTheClock) onMessage((messages += 1));
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => client.write(chunk));
    for (const socket of [client, upstream]) {
      socket
        .on('error', () => undefined)
        .on('close', () => {
          client.destroy();
          upstream.destroy();
        });
      sockets.add(socket);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    said: () => messages,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
