import { messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { tolerated } from '../postgres/tolerated.js';

/** Read at once, in bytes: an object may be larger than the 1 GB that one value can hold. */
const PIECE = 1024 ** 2;

export interface LargeObjectContent {
  /** Sum of 64-bit hashes of all pieces of all large objects; a decimal number, `0` when there are none. */
  readonly fingerprint: string | undefined;
  /** Why it is missing. */
  readonly failure: string | undefined;
}

/**
 * Hashes the bytes of all large objects with their oids, which a restore keeps: rows point to them.
 * `lo_get` needs the object's SELECT privilege and no more; `pg_largeobject` itself is the
 * superuser's. Holes are read, and dumped, as zeros. Needs pinned settings.
 */
export async function fingerprintLargeObjects(session: Session): Promise<LargeObjectContent> {
  const answer = await tolerated(session, () =>
    session.query<{ fingerprint: string }>(
      // Hashes are carried from piece to piece, not bytes: those would fill the server's temporary files.
      `with recursive piece (oid, at, bytes, hash) as (
         select m.oid, 0::bigint, length(p.bytes), sha256(p.bytes)
           from pg_largeobject_metadata m, lateral (select lo_get(m.oid, 0, $1) as bytes) p
         union all
         select piece.oid, piece.at + $1, length(p.bytes), sha256(p.bytes)
           from piece, lateral (select lo_get(piece.oid, piece.at + $1, $1) as bytes) p
          where piece.bytes = $1)
       select coalesce(sum(hashtextextended(row(oid, at, hash)::text collate "C", 0)), 0)::text
                as fingerprint
         from piece`,
      [PIECE],
    ),
  );
  return answer.ok
    ? { fingerprint: answer.value[0]?.fingerprint, failure: undefined }
    : { fingerprint: undefined, failure: messageOf(answer.error) };
}
