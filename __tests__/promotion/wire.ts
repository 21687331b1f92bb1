import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * When the wire goes dead: before or after the server gets a text (a simple query is its text and a
 * zero), or when it has carried so many bytes from the server; `silent` without either end noticing.
 */
export type Cut =
  | { readonly before: string }
  | { readonly after: string; readonly silent?: () => void }
  | { readonly bytes: number; readonly silent?: () => void };

export interface Wire {
  /** The server's URL, over the wire. */
  readonly url: string;
  /** From now on the wire can be cut. */
  arm(): void;
  close(): Promise<void>;
}

/** A wire between client and server that breaks at a chosen place. */
export async function layWire(url: string, cut: Cut): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let armed = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let onAnswer = false;
    let carried = 0;
    const snap = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined).on('close', snap);
      sockets.add(socket);
    }
    client.on('data', (chunk) => {
      if (armed && 'before' in cut && chunk.includes(cut.before)) {
        snap();
        return;
      }
      onAnswer ||= armed && 'after' in cut && chunk.includes(cut.after);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      carried += chunk.length;
      const isCut = onAnswer || (armed && 'bytes' in cut && carried >= cut.bytes);
      if (!isCut) client.write(chunk);
      else if ('silent' in cut) cut.silent();
      else snap();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    arm: () => {
      armed = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
