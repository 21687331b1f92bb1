import pg from 'pg';
import type { Manifest } from '../record/manifest.js';

/**
 * Encoding and locale of a CREATE DATABASE, as the backup's database has them.
 * @param major of the server that gets the database.
 */
export function localeClauses(server: Manifest['server'], major: number): string[] {
  const { encoding, collation, characterType = collation, localeProvider, locale } = server;
  const clauses = [
    `encoding ${pg.escapeLiteral(encoding)}`,
    `lc_collate ${pg.escapeLiteral(collation)}`,
    `lc_ctype ${pg.escapeLiteral(characterType)}`,
  ];
  if (localeProvider === undefined) return clauses;
  // 14 knows one provider and no word for it. Later the template's would be taken, which may be another.
  if (major < FIRST_WITH_PROVIDERS && localeProvider === 'libc') return clauses;
  const provider = `locale_provider ${localeProvider}`;
  if (localeProvider === 'libc') return [...clauses, provider];
  const option = localeProvider === 'icu' ? 'icu_locale' : 'builtin_locale';
  return [...clauses, provider, `${option} ${pg.escapeLiteral(locale ?? '')}`];
}

const FIRST_WITH_PROVIDERS = 15;
