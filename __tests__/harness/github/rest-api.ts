import { permits } from './permissions.js';
import { refuseAsRest, Refusal, sendJson, type Exchange, type Route } from './http-server.js';
import type { Repository } from './run.js';
import type { RunHistory } from './run-history.js';
import type { TokenOffice } from './tokens.js';

/** A REST request whose token and repository have been checked. */
export interface RestCall extends Exchange {
  readonly repository: Repository;
}

/** One route of the REST API, written as in GitHub's documentation. */
export interface RestRoute {
  /** `GET /repos/{owner}/{repo}/…`: also the operation's name in fault plans. */
  readonly operation: string;
  /** Scope and access that a job's token needs; reading a public repository needs none. */
  readonly scope: string;
  readonly access: 'read' | 'write';
  readonly answer: (call: RestCall) => Promise<void> | void;
}

/**
 * Puts the checks of the real API before every route: 401 without a valid token, 404 for repositories that
 * do not exist or that the token is not for, 403 when the job's `permissions:` do not cover the route.
 */
export function restRoutes(
  routes: readonly RestRoute[],
  tokens: TokenOffice,
  history: RunHistory,
): Route[] {
  return routes.map(({ operation, scope, access, answer }) => {
    const [method = 'GET', template = ''] = operation.split(' ');
    return {
      operation,
      method,
      template,
      refuse: refuseAsRest,
      answer: (exchange) => {
        const repository = authorize(exchange, { scope, access }, tokens, history);
        return answer({ ...exchange, repository });
      },
    };
  });
}

function authorize(
  { request, path }: Exchange,
  { scope, access }: Pick<RestRoute, 'scope' | 'access'>,
  tokens: TokenOffice,
  history: RunHistory,
): Repository {
  const identity = tokens.apiIdentity(request.headers.authorization);
  if (identity === undefined) throw new Refusal(401, 'Bad credentials');
  const repository = history.findRepository(path['owner'] ?? '', path['repo'] ?? '');
  const own =
    repository !== undefined && identity.repository === `${repository.owner}/${repository.name}`;
  // A stranger's private repository does not even exist for the token.
  if (repository === undefined || (!own && repository.private)) throw new Refusal(404, 'Not Found');
  const open = access === 'read' && !repository.private;
  if (!open && !(own && permits(identity.permissions, scope, access))) {
    throw new Refusal(403, 'Resource not accessible by integration');
  }
  return repository;
}

const LARGEST_PAGE = 100;
const USUAL_PAGE = 30;

/** Answers one page of a list, `per_page` and `page` honoured, with the `link` header that clients follow. */
export function sendPage(call: RestCall, items: readonly unknown[], envelope?: string): void {
  const { url, response } = call;
  const perPage = Math.min(
    LARGEST_PAGE,
    Number(url.searchParams.get('per_page') ?? USUAL_PAGE) || USUAL_PAGE,
  );
  const page = Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1);
  const shown = items.slice((page - 1) * perPage, page * perPage);
  if (page * perPage < items.length) {
    const next = new URL(
      url.pathname + url.search,
      `http://${call.request.headers.host ?? 'harness'}`,
    );
    next.searchParams.set('page', String(page + 1));
    response.setHeader('link', `<${next.href}>; rel="next"`);
  }
  sendJson(
    response,
    200,
    envelope === undefined ? shown : { total_count: items.length, [envelope]: shown },
  );
}

/** The number in a path such as `/runs/{run_id}`. @throws Refusal 404 when it is none. */
export function pathNumber(call: Exchange, name: string): number {
  const value = Number(call.path[name]);
  if (!Number.isInteger(value)) throw new Refusal(404, 'Not Found');
  return value;
}
