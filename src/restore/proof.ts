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
import { inShort, wordsOf, type LeftOutEntry } from './selection.js';

export interface ProofSettings extends RowsProof {
  /** Of the restored database. */
  readonly connection: Connection;
  readonly session: Omit<SessionSettings, 'settings'>;
  /** Lines of the backup's catalog; undefined where it has none. */
  readonly catalog: readonly string[] | undefined;
}

const RESTORE_AGAIN = 'restore again; if it stays so, choose another backup';

/** Compares a restored database with everything that is known of the backup; each comparison a finding. */
export async function proveRestored(settings: ProofSettings): Promise<Finding[]> {
  const { connection, session, manifest, catalog, leftOut } = settings;
  const made = { ...session, settings: directSettings() };
  return withSession(connection, made, (restored) =>
    withTransaction(restored, 'snapshot', async () => {
      await pinSettings(restored);
      const server = await readServer(restored);
      const now = await readCatalog(restored);
      return [
        ...(await rowsFindings(restored, server, settings)),
        await largeObjects(restored, manifest),
        await sequences(restored, manifest, leftOut),
        ...catalogFindings({ then: catalog, now, isExcused: excuses(manifest, leftOut) }),
        leftOutFinding(leftOut),
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
  leftOut: readonly LeftOutEntry[],
): Promise<Finding> {
  const name = 'sequences';
  if (all === undefined) return couldNotVerify(name, 'the backup does not tell where they stood');
  const out = new Set(
    leftOut
      .filter(({ type }) => type === 'SEQUENCE' || type === 'SEQUENCE SET')
      .map(({ names }) => `${names.schema ?? ''}.${names.tag}`),
  );
  const then = all.filter((position) => !out.has(`${position.schema}.${position.name}`));
  const differing = differingSequences(then, await readSequencePositions(session));
  if (differing.length === 0) {
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
function leftOutFinding(leftOut: readonly LeftOutEntry[]): Finding {
  const name = 'left out of the restore';
  if (leftOut.length === 0) return pass(name, 'nothing: every entry of the archive was restored');
  const shown = listLeftOut(leftOut);
  return couldNotVerify(
    name,
    inShort(shown, '; '),
    'see that the new database gets them from its provider, or restore as a superuser',
  );
}

/** Comments and grants, which go with their object, are not listed beside it. */
export function listLeftOut(leftOut: readonly LeftOutEntry[]): string[] {
  const attached = new Set(['ACL', 'COMMENT', 'SECURITY LABEL', 'TABLE DATA', 'SEQUENCE SET', 'SEQUENCE OWNED BY']); // prettier-ignore
  const ids = new Set(leftOut.map(({ id }) => id));
  return leftOut
    .filter(({ type, needs }) => !(attached.has(type) && needs.some((one) => ids.has(one))))
    .map((entry) => `${wordsOf(entry)}: ${entry.reason}`);
}
