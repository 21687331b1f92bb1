import type { Session } from '../postgres/session.js';

/** What of the server decides how a backup is taken, and where it can be restored. */
export interface Server {
  /** As the server writes it, e.g. `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly version: string;
  readonly major: number;
  readonly encoding: string;
  readonly collation: string;
  readonly characterType: string;
  /** Who compares strings: the C library, ICU (15 on) or the server itself (17 on). */
  readonly localeProvider: 'libc' | 'icu' | 'builtin';
  /** The locale of ICU or of the server's own provider. */
  readonly locale: string | null;
  /** LC_MONETARY of this role in this database: pg_dump writes `money` in its words. */
  readonly monetary: string;
  /** Rows of unlogged tables cannot be read on a standby. */
  readonly standby: boolean;
  /** Size of the database, with indexes. */
  readonly bytes: number;
}

export async function readServer(session: Session): Promise<Server> {
  const [row] = await session.query<Omit<Server, 'bytes'> & { bytes: string }>(
    `select current_setting('server_version') as version,
            current_setting('server_version_num')::int / 10000 as major,
            pg_encoding_to_char(encoding) as encoding,
            datcollate as collation,
            datctype as "characterType",
            case to_jsonb(d) ->> 'datlocprovider'
              when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as "localeProvider",
            coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale,
            current_setting('lc_monetary') as monetary,
            pg_is_in_recovery() as standby,
            pg_database_size(oid)::text as bytes
       from pg_database d where datname = current_database()`,
  );
  if (row === undefined) throw new Error('the server does not list its own database');
  return { ...row, bytes: Number(row.bytes) };
}
