import { asListed } from '../archive/entries.js';
import { fingerprintTables, type TableRows } from '../archive/fingerprint.js';
import type { Server } from '../archive/server.js';
import { readTables } from '../archive/tables.js';
import type { Session } from '../postgres/session.js';
import { inNumbers } from '../record/amounts.js';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';
import type { Manifest, TableFingerprint } from '../record/manifest.js';
import { inShort, type LeftOutEntry } from './leftout.js';

const RESTORE_AGAIN = 'restore again; if it stays so, choose another backup';

/** Fingerprints compare between databases of one major and encoding only. */
export function contentScope(
  { fingerprints, server: then }: Manifest,
  now: Pick<Server, 'encoding' | 'major'>,
): 'content' | 'counts' {
  const comparable = then.encoding === now.encoding && then.major === now.major;
  return fingerprints === 'content' && comparable ? 'content' : 'counts';
}

/** Names of tables of which the rows, or all, stayed out; as an archive lists them. */
function leftOutTables(leftOut: readonly LeftOutEntry[]): ReadonlySet<string> {
  const entries = leftOut.filter(({ type }) => type === 'TABLE' || type === 'TABLE DATA');
  return new Set(entries.map(({ names }) => keyOf(names.schema ?? '', names.tag)));
}

function keyOf(schema: string, name: string): string {
  return JSON.stringify([asListed(schema), asListed(name)]);
}

export interface RowsProof {
  readonly manifest: Manifest;
  readonly leftOut: readonly LeftOutEntry[];
  /** Tables whose content was read before, while nobody else could write; they are only counted again. */
  readonly read: readonly TableRows[];
}

/** Compares tables, numbers of rows and their contents with the manifest. Needs a snapshot with pinned settings. */
export async function rowsFindings(
  session: Session,
  server: Server,
  { manifest, leftOut, read }: RowsProof,
): Promise<Finding[]> {
  const scope = contentScope(manifest, server);
  const out = leftOutTables(leftOut);
  const expected = manifest.tables.filter(({ schema, name }) => !out.has(keyOf(schema, name)));
  const { withRows } = await readTables(session, server);
  const judged = withRows.filter(({ schema, name }) => !out.has(keyOf(schema, name)));
  const early = new Map(read.map((one) => [one.table.oid, one]));
  const counted = await fingerprintTables(session, judged.filter(({ oid }) => early.has(oid)), 'counts'); // prettier-ignore
  const whole = await fingerprintTables(session, judged.filter(({ oid }) => !early.has(oid)), scope); // prettier-ignore
  const now = [
    ...whole,
    ...counted.map((one) => ({ ...one, fingerprint: early.get(one.table.oid)?.fingerprint })),
  ];
  const found = new Map(now.map((one) => [keyOf(one.table.schema, one.table.name), one]));
  const pairs = expected.map((then) => ({ then, now: found.get(keyOf(then.schema, then.name)) }));
  return [
    presence(
      manifest,
      expected,
      judged.map(({ schema, name }) => ({ schema, name })),
      found,
    ),
    counts(pairs),
    contents(pairs, manifest, scope),
  ];
}

interface Name {
  readonly schema: string;
  readonly name: string;
}

function presence(
  { withoutRows }: Manifest,
  expected: readonly TableFingerprint[],
  judged: readonly Name[],
  found: ReadonlyMap<string, TableRows>,
): Finding {
  const known = new Set(expected.map(({ schema, name }) => keyOf(schema, name)));
  const rowless = new Set(withoutRows.map(({ table }) => table));
  const missing = expected.filter(({ schema, name }) => !found.has(keyOf(schema, name)));
  const added = judged.filter(
    ({ schema, name }) => !known.has(keyOf(schema, name)) && !rowless.has(`${schema}.${name}`),
  );
  if (missing.length + added.length === 0) {
    return pass('tables', `all ${inNumbers(expected.length)} are there`);
  }
  const named = (what: string, list: readonly Name[]): string[] =>
    list.length === 0 ? [] : [`${what}: ${inShort(list.map(({ schema, name }) => `${schema}.${name}`))}`]; // prettier-ignore
  return fail('tables', {
    expected: `the ${inNumbers(expected.length)} tables of the backup`,
    found: [...named('missing', missing), ...named('not in the backup', added)].join('; '),
    fix: RESTORE_AGAIN,
  });
}

interface Pair {
  readonly then: TableFingerprint;
  readonly now: TableRows | undefined;
}

function counts(pairs: readonly Pair[]): Finding {
  const name = 'rows';
  const differing = pairs.filter(({ then, now }) => now?.rows !== undefined && now.rows !== then.rows); // prettier-ignore
  // Nobody but us is in the copy: a table that cannot be counted there is broken.
  const uncounted = pairs.filter(({ now }) => now !== undefined && now.rows === undefined);
  const found = [
    ...(differing.length > 0 ? [inShort(differing.map(({ then, now }) => `${nameOf(then)}: ${now?.rows ?? ''} of ${then.rows}`))] : []), // prettier-ignore
    ...(uncounted.length > 0 ? [`not counted: ${inShort(uncounted.map(failureOf))}`] : []),
  ];
  if (found.length > 0) {
    return fail(name, { expected: 'as many as the backup has', found: found.join('; '), fix: RESTORE_AGAIN }); // prettier-ignore
  }
  const total = pairs.reduce((sum, { then }) => sum + BigInt(then.rows), 0n);
  return pass(name, `${inNumbers(total)} in ${inNumbers(pairs.length)} tables, as in the backup`);
}

function contents(
  pairs: readonly Pair[],
  manifest: Manifest,
  scope: 'content' | 'counts',
): Finding {
  const name = 'contents';
  if (manifest.fingerprints !== 'content') {
    return couldNotVerify(name, `the backup was taken with fingerprint: ${manifest.fingerprints}`);
  }
  if (scope === 'counts') {
    const reason = 'fingerprints compare within one major and encoding only, and this server has another than the backup'; // prettier-ignore
    return couldNotVerify(name, reason);
  }
  const readable = pairs.filter(
    ({ then, now }) => now?.fingerprint !== undefined && then.fingerprint !== undefined,
  );
  const differing = readable.filter(({ then, now }) => now?.fingerprint !== then.fingerprint);
  if (differing.length > 0) {
    return fail(name, {
      expected: 'the rows of the backup',
      found: `other rows in ${inShort(differing.map(({ then }) => nameOf(then)))}`,
      fix: RESTORE_AGAIN,
    });
  }
  const unread = pairs.filter(({ now }) => now !== undefined && now.fingerprint === undefined);
  if (unread.length > 0) {
    return couldNotVerify(name, `not read: ${inShort(unread.map(failureOf))}`);
  }
  const unknown = pairs.filter(({ then }) => then.fingerprint === undefined);
  if (unknown.length > 0) {
    return couldNotVerify(name, `the backup has no fingerprint of ${inShort(unknown.map(({ then }) => nameOf(then)))}`); // prettier-ignore
  }
  return pass(name, `every row of ${inNumbers(readable.length)} tables is that of the backup`);
}

function failureOf({ then, now }: Pair): string {
  return `${nameOf(then)} (${now?.failure ?? 'not read'})`;
}

function nameOf({ schema, name }: TableFingerprint): string {
  return `${schema}.${name}`;
}
