import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { FaultPlan, QUOTA_MESSAGE, type Fault } from './faults.js';
import { messageOf } from './system-error.js';

/** One request being answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The `{names}` of the route's template, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** A fault that only the route itself can play: a corrupt or broken download. */
  readonly fault: Fault | undefined;
}

/** How a service words its errors. */
export type ErrorWriter = (response: ServerResponse, status: number, message: string) => void;

export interface Route {
  /** Name for fault plans and the request log. */
  readonly operation: string;
  readonly method: string;
  /** Path with `{names}`, each standing for one segment. */
  readonly template: string;
  /** Query parameters that must be present with these values. */
  readonly query?: Readonly<Record<string, string>>;
  /** Faults that the route plays itself instead of the server. */
  readonly ownFaults?: readonly Fault['kind'][];
  readonly refuse: ErrorWriter;
  readonly answer: (exchange: Exchange) => Promise<void> | void;
}

export interface LoggedRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** 0 while there is no answer, or when the connection was dropped before one. */
  readonly status: number;
  /** What the plan did to the request, if anything. */
  readonly fault: Fault['kind'] | undefined;
}

/** A refusal that the service words in its own format. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The loopback server behind which GitHub's services live: routing, fault plan, request log. */
export class GitHubServer {
  readonly requests: LoggedRequest[] = [];
  readonly faults = new FaultPlan(() => this.#routes.map((route) => route.operation));
  readonly #routes: Route[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  add(routes: readonly Route[]): void {
    this.#routes.push(...routes);
  }

  /** Starts on a free loopback port and returns the origin, such as `http://127.0.0.1:40001`. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this.origin;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string')
      throw new Error('The server is not listening.');
    return `http://127.0.0.1:${address.port}`;
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

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://harness');
    const method = request.method ?? 'GET';
    const found = this.#find(method, url);
    const fault = found === undefined ? undefined : this.faults.take(found.route.operation);
    this.requests.push({
      operation: found?.route.operation ?? 'unknown',
      method,
      path: url.pathname,
      get status() {
        return response.headersSent ? response.statusCode : 0;
      },
      fault: fault?.kind,
    });
    if (found === undefined) {
      refuseAsRest(response, 404, 'Not Found');
      return;
    }
    const { route, path } = found;
    try {
      if (fault !== undefined && (await playFault(fault, route, request, response)) === 'answered')
        return;
      await route.answer({ request, response, url, path, fault });
    } catch (error) {
      if (response.headersSent || response.destroyed) return void response.destroy();
      request.resume();
      if (error instanceof Refusal) route.refuse(response, error.status, error.message);
      else route.refuse(response, 500, `The harness failed: ${messageOf(error)}`);
    }
  }

  #find(method: string, url: URL): { route: Route; path: Record<string, string> } | undefined {
    for (const route of this.#routes) {
      if (route.method !== method) continue;
      if (
        Object.entries(route.query ?? {}).some(
          ([key, value]) => url.searchParams.get(key) !== value,
        )
      )
        continue;
      const path = matchTemplate(route.template, url.pathname);
      if (path !== undefined) return { route, path };
    }
    return undefined;
  }
}

async function playFault(
  fault: Fault,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<'answered' | 'goes on'> {
  if (route.ownFaults?.includes(fault.kind) === true || fault.kind === 'corrupt') return 'goes on';
  if (fault.kind === 'slow') {
    await pause(fault.milliseconds);
    return 'goes on';
  }
  if (fault.kind === 'drop') {
    request.socket.destroy();
    return 'answered';
  }
  request.resume();
  if (fault.kind === 'quota') {
    route.refuse(response, 403, QUOTA_MESSAGE);
  } else {
    for (const [name, value] of Object.entries(fault.headers ?? {}))
      response.setHeader(name, value);
    route.refuse(response, fault.status, fault.message ?? `planned failure ${fault.status}`);
  }
  return 'answered';
}

function matchTemplate(template: string, pathname: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const actual = pathname.split('/');
  if (expected.length !== actual.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = decodeURIComponent(actual[index] ?? '');
    if (segment.startsWith('{')) path[segment.slice(1, -1)] = value;
    else if (segment !== value) return undefined;
  }
  return path;
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** GitHub's REST wording of an error. */
export const refuseAsRest: ErrorWriter = (response, status, message) => {
  sendJson(response, status, {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  });
};

/** The JSON object that the request carries; an empty body is an empty object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'Problems parsing JSON');
  return value as Record<string, unknown>;
}
