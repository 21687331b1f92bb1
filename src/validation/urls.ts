import type { Connection, Parsed } from '../postgres/connection.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import { setAdvice } from './secrets.js';

/** By the names of their secrets, in the order of every result. */
export const URL_NAMES = [
  'DATABASE_URL',
  'DIRECT_URL',
  'DEV_DATABASE_URL',
  'PROD_DATABASE_URL',
] as const;

export type UrlName = (typeof URL_NAMES)[number];

/** What was given for each; undefined for a URL that is not set. */
export type GivenUrls = Readonly<Record<UrlName, Parsed | undefined>>;

export interface UsableUrl {
  readonly name: UrlName;
  readonly connection: Connection;
}

/** Without them there is nothing to deploy to, whatever `required-secrets` says. */
const NEEDED: readonly UrlName[] = ['DATABASE_URL', 'DIRECT_URL'];

/**
 * Whether the URLs can be understood.
 * @param reported names that the findings on secrets already speak of.
 */
export function urlFindings(
  urls: GivenUrls,
  reported: ReadonlySet<string>,
  inActions: boolean,
): Finding[] {
  return URL_NAMES.flatMap((name) => {
    const parsed = urls[name];
    if (parsed?.ok === true) return parameterFindings(name, parsed.connection);
    if (parsed !== undefined) {
      const { found, likelyCause, nextAction } = parsed.problem;
      const cause = likelyCause === undefined ? '' : ` (${likelyCause})`;
      return [
        fail(name, { expected: 'a Postgres URL', found: `${found}${cause}`, fix: nextAction }),
      ];
    }
    if (!NEEDED.includes(name) || reported.has(name)) return [];
    const fix = setAdvice(name, inActions);
    return [fail(name, { expected: 'a Postgres URL', found: 'not set', fix })];
  });
}

export function usableUrls(urls: GivenUrls): UsableUrl[] {
  return URL_NAMES.flatMap((name) => {
    const parsed = urls[name];
    return parsed?.ok === true ? [{ name, connection: parsed.connection }] : [];
  });
}

function parameterFindings(name: UrlName, { dropped, unknown }: Connection): Finding[] {
  const title = `parameters of ${name}`;
  if (unknown.length > 0) {
    return [
      warn(title, {
        expected: 'parameters that this action knows, of libpq or of an ORM',
        found: `${unknown.join(', ')}: unknown here, and without effect on this action`,
        fix: `correct or remove ${unknown.join(', ')} in ${name}`,
      }),
    ];
  }
  if (dropped.length === 0) return [];
  return [pass(title, `${dropped.join(', ')}: for the ORM alone, left out by this action`)];
}
