import { TLSSocket } from 'node:tls';
import type { Session } from './session.js';

/**
 * How the wire to the first hop is protected: the protocol, e.g. `TLSv1.3`, or `clear text`. Asked
 * of our own socket: pg_stat_ssl would speak of the wire between a pooler and the server.
 */
export function wireProtection(session: Session): string {
  // pg's types hide the stream that the client speaks through.
  const { connection } = session.client as unknown as { connection: { stream: unknown } };
  const { stream } = connection;
  return stream instanceof TLSSocket ? (stream.getProtocol() ?? 'TLS') : 'clear text';
}
