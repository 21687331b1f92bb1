import type { Clock } from '../actions/tools.js';
import { fail, notRun, pass, type Finding } from '../record/finding.js';
import type { HealthUrl } from './healthurls.js';

const ANSWER_MS = 10_000;
const LONGEST_BODY = 1_000_000;
/** Pauses between attempts: an application that restarts for the deploy is up again after 15 s. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000] as const;

export interface HealthTools {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Every URL must answer as it should in one of five attempts. All URLs at the same time. */
export async function healthFindings(
  urls: readonly HealthUrl[],
  tools: HealthTools,
): Promise<Finding[]> {
  if (urls.length === 0) return [notRun('health of the application', 'no health-urls are given')];
  return Promise.all(urls.map((wanted) => health(wanted, tools)));
}

async function health(wanted: HealthUrl, tools: HealthTools): Promise<Finding> {
  const url = new URL(wanted.url);
  const name = `health of ${shownUrl(url)}`;
  const tries = PAUSES_MS.length + 1;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(url, wanted, tools);
    const times = attempt === 1 ? '' : ` at attempt ${attempt}`;
    if (answer.ok) return pass(name, `${answer.found}${times}`);
    const pause = PAUSES_MS[attempt - 1];
    if (pause === undefined) {
      return fail(name, {
        expected: expectedWords(wanted),
        found: `${answer.found}, ${tries} attempts`,
        fix: 'look at the log of the application; if it is still starting, run the failed jobs again',
      });
    }
    await tools.clock.sleep(pause, tools.signal);
  }
}

function expectedWords({ status, text }: HealthUrl): string {
  return `status ${status ?? '2xx'}${text === undefined ? '' : ` with the text “${text}”`}`;
}

async function ask(
  url: URL,
  { status: wanted, text }: HealthUrl,
  tools: HealthTools,
): Promise<{ ok: boolean; found: string }> {
  // fetch refuses a URL with a login in it.
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  try {
    const response = await tools.fetch(bare, {
      // Who waits for a redirect wants to see it.
      redirect: wanted !== undefined && wanted >= 300 && wanted < 400 ? 'manual' : 'follow',
      headers: { 'user-agent': 'db-deploy-action', ...login(url) },
      signal: AbortSignal.any([tools.signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    const isThere = await holds(response, text);
    const landed = new URL(response.url || bare);
    const moved = response.redirected ? ` after a redirect to ${shownUrl(landed)}` : '';
    const asWanted = wanted === undefined ? response.ok : response.status === wanted;
    const lacking = isThere ? '' : ' without that text';
    return { ok: asWanted && isThere, found: `status ${response.status}${moved}${lacking}` };
  } catch (error) {
    tools.signal.throwIfAborted();
    return { ok: false, found: failureWords(error) };
  }
}

/** Whether the text is in the answer; what else is in it may be anybody's data, and is not kept. */
async function holds({ body }: Response, text: string | undefined): Promise<boolean> {
  // An open body would keep its connection, and with it the process.
  if (text === undefined) await body?.cancel();
  if (text === undefined || body === null) return text === undefined;
  const decoder = new TextDecoder();
  let read = '';
  for await (const chunk of body) {
    read += decoder.decode(chunk, { stream: true });
    if (read.includes(text)) return true;
    if (read.length > LONGEST_BODY) return false;
  }
  return false;
}

/** Scheme, host and path: the query and the login may hold a token. */
function shownUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname === '/' ? '' : pathname}`;
}

function login({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** fetch says `fetch failed`; the reason is in its cause, at times only as a code. */
function failureWords(error: unknown): string {
  const { name, message, cause } = error as Partial<Error>;
  if (name === 'TimeoutError') return `no answer within ${ANSWER_MS / 1_000} s`;
  const reason = (cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return [reason.message, reason.code, message].find(Boolean) ?? 'no answer';
}
