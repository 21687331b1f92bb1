import pg from 'pg';
import { DeployError, messageOf } from '../errors.js';
import { localeClauses } from '../postgres/locale.js';
import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { couldNotVerify, type Finding } from '../record/finding.js';
import type { Manifest } from '../record/manifest.js';

/** What a server says of a locale that it, or its operating system, does not know. */
const UNKNOWN_LOCALE: readonly (string | undefined)[] = [
  SQLSTATE.invalidParameterValue,
  SQLSTATE.wrongObjectType,
  // A provider that this server was built without.
  SQLSTATE.featureNotSupported,
];
const ORDER = 'sort order';

/**
 * Creates a database with the encoding and locale of the backup, or with the nearest locale that
 * every machine has.
 * @returns a finding when it is another locale: what depends on the order of texts is then not rehearsed.
 */
export async function createWithLocale(
  session: Session,
  name: string,
  owner: string,
  server: Manifest['server'],
): Promise<readonly Finding[]> {
  const [row] = await session.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  );
  const clauses = localeClauses(server, row?.major ?? server.major);
  const create = (words: readonly string[]): Promise<unknown> =>
    session.query(
      `create database ${pg.escapeIdentifier(name)} template template0 owner ${pg.escapeIdentifier(owner)} ${words.join(' ')}`,
    );
  const failure = await create(clauses).then(() => undefined, unknownLocale);
  if (failure === undefined) return [];
  const { encoding, collation } = server;
  for (const locale of ['C.UTF-8', 'C.utf8', 'C']) {
    const near = { encoding, collation: locale, localeProvider: 'libc' } as const;
    const words = localeClauses({ ...server, ...near, characterType: locale }, row?.major ?? server.major); // prettier-ignore
    if ((await create(words).then(() => undefined, unknownLocale)) !== undefined) continue;
    return [
      couldNotVerify(
        ORDER,
        `this machine does not know the locale ${server.locale ?? collation} of the backup (${failure}); the rehearsal sorted as ${locale} does`,
        `add a step before this one that makes it, e.g. run: sudo locale-gen ${collation}`,
      ),
    ];
  }
  throw new DeployError({
    attempted: `create a scratch database with the encoding ${encoding}`,
    found: failure,
    nextAction: 'give a server that knows it by scratch-url',
  });
}

/** @throws what has nothing to do with locales. */
function unknownLocale(error: unknown): string {
  if (UNKNOWN_LOCALE.includes(codeOf(error))) return messageOf(error);
  throw error;
}
