import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** One request that a sink received. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a sink answers from now on. */
export interface SinkAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Never answer; the request is recorded all the same. */
  readonly hang?: boolean;
}

/** An answer that depends on what was received. */
export type Judge = (request: ReceivedRequest) => SinkAnswer;

/** A loopback HTTP end point that records what it gets: a webhook, or the health URL of an application. */
export class HttpSink {
  readonly received: ReceivedRequest[] = [];
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  readonly #server: Server;
  readonly #answers: SinkAnswer[] = [];
  #usual: SinkAnswer | Judge;
  readonly #waiting: (() => void)[] = [];

  private constructor(server: Server, url: string, usual: SinkAnswer | Judge) {
    this.#server = server;
    this.url = url;
    this.#usual = usual;
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response),
    );
  }

  static async start(usual: SinkAnswer | Judge = {}): Promise<HttpSink> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string')
      throw new Error('The sink is not listening.');
    return new HttpSink(server, `http://127.0.0.1:${address.port}`, usual);
  }

  /** Answers like this from now on, after the answers queued by {@link answerOnce}. */
  answer(usual: SinkAnswer | Judge): void {
    this.#usual = usual;
  }

  /** The next requests get these answers, one each. */
  answerOnce(...answers: readonly SinkAnswer[]): void {
    this.#answers.push(...answers);
  }

  /** Bodies parsed as JSON. @throws SyntaxError when one is not JSON. */
  json(): unknown[] {
    return this.received.map(({ body }) => JSON.parse(body) as unknown);
  }

  /** Resolves as soon as `count` requests have come in all. */
  async whenReceived(count: number): Promise<void> {
    while (this.received.length < count) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.received.push(received);
    for (const wake of this.#waiting.splice(0)) wake();
    const usual = this.#usual;
    const {
      status = 200,
      body = 'ok',
      headers = {},
      delay = 0,
      hang = false,
    } = this.#answers.shift() ?? (typeof usual === 'function' ? usual(received) : usual);
    if (hang) return;
    if (delay > 0) await pause(delay);
    response.writeHead(status, headers);
    response.end(body);
  }
}
