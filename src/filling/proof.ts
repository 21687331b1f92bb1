import { asListed } from '../archive/entries.js';
import { fingerprintLargeObjects } from '../archive/largeobjects.js';
import { differingSequences, readSequencePositions } from '../archive/sequences.js';
import { readServer } from '../archive/server.js';
import { readCatalog } from '../postgres/catalog.js';
import type { Connection } from '../postgres/connection.js';
import {
  directSettings,
  withSession,
  type Session,
  type SessionSettings,
} from '../postgres/session.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import { inNumbers } from '../record/amounts.js';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';
import type { Manifest, SequencePosition } from '../record/manifest.js';
import { catalogFindings } from './catalogproof.js';
import { excuses } from './excuses.js';
import { rowsFindings, type RowsProof } from './rowsproof.js';
import { inShort, listLeftOut, type LeftOutEntry, type NamedEntry } from './leftout.js';

export interface ProofSettings extends RowsProof {
  /** Of the restored database. */
  readonly connection: Connection;
  readonly session: Omit<SessionSettings, 'settings'>;
  /** Lines of the backup's catalog; undefined where it has none. */
  readonly catalog: readonly string[] | undefined;
  /** That were restored. */
  readonly entries: readonly NamedEntry[];
  /** Gets the lines of the restored catalog. */
  readonly tellCatalog?: (catalog: readonly string[]) => void;
}

/** What lists the entries that were not restored. */
export const LEFT_OUT = 'left out of the restore';
const RESTORE_AGAIN = 'restore again; if it stays so, choose another backup';

/** Compares a restored database with everything that is known of the backup; each comparison a finding. */
export async function proveRestored(settings: ProofSettings): Promise<Finding[]> {
  const { connection, session, manifest, catalog, leftOut, entries } = settings;
  const made = { ...session, settings: directSettings() };
  return withSession(connection, made, (restored) =>
    withTransaction(restored, 'snapshot', async () => {
      await pinSettings(restored);
      const server = await readServer(restored);
      const now = await readCatalog(restored);
      settings.tellCatalog?.(now);
      return [
        ...(await rowsFindings(restored, server, settings)),
        await largeObjects(restored, manifest),
        await sequences(restored, manifest, { entries, leftOut }),
        ...catalogFindings({
          then: catalog,
          now,
          isExcused: excuses(manifest, leftOut, catalog),
          newerServer: server.major > manifest.server.major,
        }),
        leftOutFinding(manifest, leftOut),
      ];
    }),
  );
}

async function largeObjects(session: Session, manifest: Manifest): Promise<Finding> {
  const name = 'large objects';
  const [row] = await session.query<{ number: number }>(
    'select count(*)::int as number from pg_largeobject_metadata',
  );
  const found = row?.number ?? 0;
  if (found !== manifest.largeObjects) {
    return fail(name, {
      expected: inNumbers(manifest.largeObjects),
      found: inNumbers(found),
      fix: RESTORE_AGAIN,
    });
  }
  if (found === 0) return pass(name, 'none, as in the backup');
  const { largeObjectFingerprint: then } = manifest;
  if (then === undefined) {
    return couldNotVerify(name, `${inNumbers(found)}, as in the backup, which does not tell their content`); // prettier-ignore
  }
  const { fingerprint, failure } = await fingerprintLargeObjects(session);
  if (fingerprint === undefined) return couldNotVerify(name, `not read: ${failure ?? ''}`);
  if (fingerprint === then) return pass(name, `${inNumbers(found)}, every byte as in the backup`);
  return fail(name, { expected: 'the bytes of the backup', found: 'other bytes', fix: RESTORE_AGAIN }); // prettier-ignore
}

async function sequences(
  session: Session,
  { sequences: all }: Manifest,
  { entries, leftOut }: Pick<ProofSettings, 'entries' | 'leftOut'>,
): Promise<Finding> {
  const name = 'sequences';
  if (all === undefined) return couldNotVerify(name, 'the backup does not tell where they stood');
  const out = new Set(
    leftOut
      .filter(({ type }) => type === 'SEQUENCE' || type === 'SEQUENCE SET')
      .map(({ names }) => `${names.schema ?? ''}.${names.tag}`),
  );
  const then = all.filter(
    (position) => !out.has(`${asListed(position.schema)}.${asListed(position.name)}`),
  );
  const differing = differingSequences(then, await readSequencePositions(session));
  if (differing.length === 0) {
    const known = new Set(then.map((one) => `${asListed(one.schema)}.${asListed(one.name)}`));
    const moved = entries.filter(({ type }) => type === 'SEQUENCE SET').map(({ names }) => `${names.schema ?? ''}.${names.tag}`).filter((sequence) => !known.has(sequence)); // prettier-ignore
    if (moved.length > 0) {
      return couldNotVerify(name, `${inNumbers(then.length)} stand where the backup has them; where these stood is not known, for they moved or could not be read while it was taken: ${inShort(moved)}`); // prettier-ignore
    }
    return pass(name, `${inNumbers(then.length)} stand where the backup has them`);
  }
  const shown = differing.map(({ recorded, found }) => `${recorded.schema}.${recorded.name} at ${found === undefined ? 'nothing' : words(found)} instead of ${words(recorded)}`); // prettier-ignore
  return fail(name, {
    expected: 'where the backup has them',
    found: inShort(shown),
    fix: RESTORE_AGAIN,
  });
}

function words({ value, called }: SequencePosition): string {
  return called ? value : `${value} (not yet used)`;
}

/** What a provider owns comes from the provider; nobody has looked at it here. */
function leftOutFinding({ excluded }: Manifest, leftOut: readonly LeftOutEntry[]): Finding {
  const name = LEFT_OUT;
  // Each list is cut by itself: what was asked for is never behind the twenty entries of the other.
  const requested = [
    ...(excluded?.schemas ?? []).map((schema) => `schema ${schema}`),
    ...(excluded?.tableData ?? []).map((table) => `rows of ${table}`),
  ];
  const shown = [
    ...(requested.length === 0
      ? []
      : [`on request, already out of the backup: ${requested.join(', ')}`]),
    ...(leftOut.length === 0 ? [] : [inShort(listLeftOut(leftOut), '; ')]),
  ];
  if (shown.length === 0) return pass(name, 'nothing: every entry of the archive was restored');
  return couldNotVerify(
    name,
    shown.join('; '),
    'see that the new database gets them from its provider, or restore as a superuser',
  );
}
