import type { Connection } from '../postgres/connection.js';

/** Tells whether a text leads to one of the databases that a rehearsal must not reach. */
export type Leads = (text: string) => boolean;

/** A shorter password may stand in a text by chance. */
const SHORTEST_INSIDE = 12;
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;
/** A project's reference is in the host of its database, in its pooler's user, and in its API's address. */
const SUPABASE = [/^db\.([a-z0-9]{16,})\.supabase\.co$/, /^[^.@]+\.([a-z0-9]{16,})$/];

/**
 * What gives a database away: its host in every form, also that of its pooler, or its password, raw,
 * percent-encoded or in base64. A host that every machine has counts together with its port.
 */
export function tracesOf(connections: readonly Connection[]): Leads {
  const inside = connections.flatMap(hostsOf).map(patternOf);
  const passwords = new Set(connections.flatMap(passwordsOf));
  const long = [...passwords]
    .filter((password) => password.length >= SHORTEST_INSIDE)
    .concat(connections.flatMap(referencesOf));
  return (text) =>
    passwords.has(text.trim()) ||
    long.some((part) => text.includes(part)) ||
    inside.some((pattern) => pattern.test(text));
}

/**
 * `db.example.com` is not in `my-db.example.com`. A name without a dot is a word like others: it
 * counts where a host stands.
 */
function patternOf(host: string): RegExp {
  const name = escaped(host);
  return host.includes('.') || host.includes(':')
    ? new RegExp(`(?<![\\w.-])${name}(?![\\w-]|\\.\\w)`, 'i')
    : new RegExp(`(^|@|://|\\bhost["']?\\s*[=:]\\s*["']?)${name}(?=$|[:/?\\s"',;])`, 'i');
}

function hostsOf({ host, port }: Connection): string[] {
  // The directory of a socket: every machine has the same.
  if (host.startsWith('/')) return [];
  if (LOOPBACK.test(host)) return ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`); // prettier-ignore
  const direct = host.replace(/^([^.]+)-pooler\./, '$1.');
  return [host, direct, direct.replace('.', '-pooler.')];
}

function referencesOf({ host, user }: Connection): string[] {
  const [ofHost, ofUser] = SUPABASE;
  return [ofHost?.exec(host)?.[1], ofUser?.exec(user)?.[1]].filter((found) => found !== undefined);
}

function passwordsOf({ password }: Connection): string[] {
  if (password === '') return [];
  return [password, encodeURIComponent(password), Buffer.from(password).toString('base64')];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
