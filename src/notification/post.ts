import type { Attempt, Refusal, Sending } from './channel.js';

/** Bytes of an answer that are read: enough for the code that Slack gives. */
const MOST_ANSWER = 1_000;
const NEW_ADDRESS = 'make a new webhook there, and set the secret with its address again';

/** One POST of JSON. Redirects are not followed: the message was meant for the address that was given. */
export async function postJson(
  url: URL,
  body: string,
  { fetch, signal, now }: Sending,
  headers: Readonly<Record<string, string>> = {},
): Promise<Attempt> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      body,
      // Teams counts two bytes a character where no charset is given.
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'db-deploy-action',
        ...headers,
      },
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    return noAnswer(error);
  }
  const answer = await beginningOf(response).catch(() => '');
  if (!response.ok) return refusalOf(response, reasonIn(answer, url), now());
  // Triggers of Slack answer 200 also when they refuse.
  const refused = /^\s*\{\s*"ok"\s*:\s*false\b/.test(answer);
  return refused
    ? { sent: false, again: false, found: 'the message was refused', fix: NEW_ADDRESS }
    : { sent: true, found: `accepted (status ${response.status})` };
}

function refusalOf({ status, headers }: Response, reason: string, now: Date): Refusal {
  const found = `status ${status}${reason}`;
  if (status === 429) {
    const waitMs = retryAfter(headers.get('retry-after'), now);
    const fix = 'nothing to do, if the next deploy is announced; else send less to that address';
    return { sent: false, again: true, found, fix, ...(waitMs === undefined ? {} : { waitMs }) };
  }
  if (status >= 500) {
    const fix = 'look at the status page of the service; the next deploy tries again';
    return { sent: false, again: true, found, fix };
  }
  if ([401, 403, 404, 410].includes(status)) {
    return {
      sent: false,
      again: false,
      found: `${found}: the address is not valid`,
      fix: NEW_ADDRESS,
    };
  }
  if (status >= 300 && status < 400) {
    return {
      sent: false,
      again: false,
      found: `${found}: a redirect`,
      fix: 'give the address that it leads to',
    };
  }
  const fix = 'compare what the address expects with docs/notifications.md';
  return { sent: false, again: false, found: `${found}: the message was refused`, fix };
}

/** Seconds or an HTTP date, in milliseconds from now. */
function retryAfter(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header)
    ? Number(header) * 1_000
    : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** A code such as `invalid_blocks`. Any other text may repeat the address, or what was sent. */
function reasonIn(answer: string, { href }: URL): string {
  const code = answer.trim();
  return /^[a-z]{1,30}(_[a-z]{1,30}){1,5}$/.test(code) && !href.includes(code) ? ` (${code})` : '';
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const { value } = await reader.read();
  // An open body would keep its connection, and with it the process.
  await reader.cancel();
  return Buffer.from(value ?? new Uint8Array())
    .subarray(0, MOST_ANSWER)
    .toString();
}

/** fetch says `fetch failed`, its cause names the host: only the code may be told. */
function noAnswer(error: unknown): Refusal {
  const { name, cause } = error as Partial<Error>;
  if (name === 'TimeoutError' || name === 'AbortError') throw error;
  const given = (cause as Partial<NodeJS.ErrnoException> | undefined)?.code ?? '';
  const code = /^[A-Z][A-Z0-9_]{1,60}$/.test(given) ? given : 'no connection';
  if (/CERT|TLS|SSL|SIGNATURE|SELF_SIGNED/.test(code)) {
    const fix =
      'check the address; the server must show a certificate that a public authority signed';
    return { sent: false, again: false, found: `TLS failed (${code})`, fix };
  }
  const fix = 'check the address, and whether the runner may reach it';
  return { sent: false, again: true, found: `no answer (${code})`, fix };
}
