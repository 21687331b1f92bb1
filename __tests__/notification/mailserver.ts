import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { TlsFiles } from '../harness/postgres/tls.js';

export const LOGIN = { username: 'deploys@example.com', password: 'abcdefghijklmnop' };

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly source: string;
  readonly encrypted: boolean;
}

export interface Manner {
  /** TLS from the first byte, on a port that ends in 465. */
  readonly implicitTls?: boolean;
  readonly withoutStartTls?: boolean;
  /** Loopback address; 127.0.0.1 is the one that the certificate names. */
  readonly address?: string;
  /** Status of the answers to the first recipients; then they are taken. */
  readonly greylist?: readonly number[];
}

export interface MailServer {
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** Logins that were tried, right or wrong. */
  readonly logins: string[];
  close(): Promise<void>;
}

/** A real SMTP server on loopback, which takes mail of {@link LOGIN} over TLS alone. */
export async function startMailServer(tls: TlsFiles, manner: Manner = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const logins: string[] = [];
  const waiting = [...(manner.greylist ?? [])];
  const server = new SMTPServer({
    secure: manner.implicitTls === true,
    disabledCommands: manner.withoutStartTls === true ? ['STARTTLS'] : [],
    cert: readFileSync(tls.certificateFile),
    key: readFileSync(tls.keyFile),
    onAuth: ({ username, password }, _, answer) => {
      logins.push(`${username ?? ''}:${password ?? ''}`);
      if (username === LOGIN.username && password === LOGIN.password) {
        answer(null, { user: username });
        return;
      }
      // As Gmail does, with the address of the login in its words.
      const text = `5.7.8 Username and Password not accepted: ${username ?? ''} ${password ?? ''}`;
      answer(Object.assign(new Error(text), { responseCode: 535 }));
    },
    onRcptTo: (_, session, answer) => {
      const responseCode = waiting.shift();
      if (responseCode === undefined) answer();
      else answer(Object.assign(new Error(`come later, ${session.user ?? ''}`), { responseCode }));
    },
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
          encrypted: session.secure,
        });
        answer();
      });
    },
  });
  // A client that does not trust the certificate breaks off, and the server tells of it.
  server.on('error', () => undefined);
  const port = await listening(server.server, manner);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(resolve);
    });
  return { port, mails, logins, close };
}

/** Accepts connections and never says a word. */
export async function startSilentServer(): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  const port = await listening(server, {});
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Any free port; or the first free one that ends in 465. */
async function listening(server: Server, manner: Manner): Promise<number> {
  const { implicitTls = false, address = '127.0.0.1' } = manner;
  const ports = implicitTls ? Array.from({ length: 60 }, (_, at) => 2_465 + at * 1_000) : [0];
  for (const port of ports) {
    server.listen(port, address);
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (free) return (server.address() as AddressInfo).port;
  }
  throw new Error('there is no free port that ends in 465');
}
