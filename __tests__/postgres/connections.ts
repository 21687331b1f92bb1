import { parseConnection, type Connection } from '../../src/postgres/connection.js';

/** A URL that is known to be well-formed. */
export function connectionTo(url: string, rootCert = ''): Connection {
  const parsed = parseConnection('direct-url', url, rootCert);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  return parsed.connection;
}
