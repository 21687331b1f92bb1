import type { Ledger } from '../record/facts.js';
import { couldNotVerify, fail, notRun, pass, warn, type Finding } from '../record/finding.js';
import type { ClientTools } from '../postgres/clienttools.js';
import { inBytes, inNumbers } from '../record/amounts.js';
import { catchesFlippedBits } from './compression.js';
import type { Contents } from './contents.js';
import type { Checksum } from '../archive/checksum.js';
import type { Decoded } from '../archive/decode.js';
import type { Dumped } from './dump.js';
import { notableLines } from './dumpfailure.js';
import type { TableRows } from '../archive/fingerprint.js';
import type { Plan } from './plan.js';

/** Names in one finding; the rest is a number. */
const MOST_NAMED = 20;
const AGAIN = 'run the job again; if it stays so, report it';

/** pg_dump ended with 0, or there would be no findings at all; what it said is shown. */
export function dumpFinding({ stderr }: Dumped, { version }: ClientTools): Finding {
  const name = 'pg_dump';
  const lines = notableLines(stderr);
  if (lines.length === 0) return pass(name, `pg_dump ${version} ended with 0 and no warning`);
  return warn(name, {
    expected: 'no warning',
    found: `pg_dump ${version} ended with 0 and said: ${lines.join('\n')}`,
    fix: 'read the warning: what it names may be missing after a restore',
  });
}

/** @param onDisk size of the file, asked of the file system. */
export function archiveFinding(archive: Dumped, onDisk: number): Finding {
  const name = 'archive';
  const { bytes, encrypted } = archive;
  const written = encrypted?.bytes ?? bytes;
  if (bytes > 0 && written === onDisk) {
    const stored = encrypted === undefined ? '' : `; encrypted: ${checksumWords(encrypted)}`;
    return pass(name, `${checksumWords(archive)}${stored}`);
  }
  return fail(name, {
    expected: `${inNumbers(written)} bytes, as ${encrypted === undefined ? 'pg_dump wrote' : 'were encrypted'}`,
    found: `${inNumbers(onDisk)} bytes on disk`,
    fix: AGAIN,
  });
}

function checksumWords({ bytes, sha256 }: Checksum): string {
  return `${inBytes(bytes)} (${inNumbers(bytes)} bytes), sha256 ${sha256}`;
}

/** Every byte went through the decoder: truncation and broken compression show there. */
export function decodeFinding({ exit, rows }: Decoded, compression: string): Finding {
  const name = 'full decode';
  if (exit.code === 0 && rows.complete) {
    return pass(
      name,
      catchesFlippedBits(compression)
        ? 'pg_restore read the archive to its end; gzip checksums hold'
        : 'pg_restore read the archive to its end; zstd frames carry no checksum, so against flipped bits the sha256 is the guard',
    );
  }
  const said = exit.stderr.filter((line) => /error|fatal/i.test(line)).slice(-3);
  return fail(name, {
    expected: 'pg_restore reads the archive to its end',
    found: [`it ended with ${exit.code ?? exit.signal ?? 'a signal'}`, ...said].join('\n'),
    fix: AGAIN,
  });
}

/** Rows, sequences and large objects in the archive are those of the snapshot. */
export function rowsFinding({ rows: archived }: Decoded, snapshot: Contents): Finding {
  const { counts, fingerprints, scope } = snapshot;
  const name = 'rows in the archive';
  const differing = [
    ...differingRows(archived.rows, fingerprints),
    ...otherNumber('large objects', archived.largeObjects, counts.largeObjects),
    ...otherNumber('sequences', archived.sequences, counts.sequences),
  ];
  if (differing.length > 0) {
    const more = differing.length - MOST_NAMED;
    return fail(name, {
      expected: 'as many as the snapshot has',
      found: `${differing.slice(0, MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
      fix: AGAIN,
    });
  }
  const others = `${inNumbers(counts.sequences)} sequences, ${inNumbers(counts.largeObjects)} large objects`;
  if (scope === 'none') {
    return notRun(name, `fingerprint is none: only ${others} were compared`);
  }
  const uncounted = fingerprints.filter(({ rows }) => rows === undefined).length;
  if (uncounted > 0) {
    return couldNotVerify(name, `${uncounted} tables could not be counted in the database`);
  }
  const total = fingerprints.reduce((sum, { rows }) => sum + Number(rows ?? 0), 0);
  return pass(
    name,
    `${inNumbers(total)} rows of ${inNumbers(fingerprints.length)} tables, ${others}: as in the snapshot`,
  );
}

function differingRows(
  archived: ReadonlyMap<string, number>,
  tables: readonly TableRows[],
): string[] {
  return tables.flatMap(({ table, rows }) => {
    const found = archived.get(table.oid);
    if (rows === undefined || String(found) === rows) return [];
    return [`${table.schema}.${table.name}: ${found ?? 'no'} rows of ${rows}`];
  });
}

function otherNumber(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${found} ${what} of ${expected}`];
}

/** What of the rows is known for later comparisons; less than asked for is said. */
export function fingerprintFinding(
  { fingerprint: asked, server, exposed }: Plan,
  { scope, fingerprints, largeObjects, counts }: Contents,
): Finding {
  const name = 'fingerprints';
  const failed = fingerprints.flatMap(({ table, failure }) =>
    failure === undefined ? [] : [`${table.schema}.${table.name}: ${failure}`],
  );
  if (largeObjects.failure !== undefined) failed.push(`large objects: ${largeObjects.failure}`);
  if (failed.length > 0) {
    const more = failed.length - MOST_NAMED;
    const named = failed.slice(0, MOST_NAMED).join('; ');
    return couldNotVerify(
      name,
      `not everything could be read: ${named}${more > 0 ? `; and ${more} more` : ''}`,
    );
  }
  switch (scope) {
    case 'content':
      return pass(
        name,
        `content of ${inNumbers(fingerprints.length)} tables${
          counts.largeObjects === 0 ? '' : ` and ${inNumbers(counts.largeObjects)} large objects`
        }, from the same snapshot`,
      );
    case 'counts':
      if (asked === 'auto' && exposed) {
        return notRun(
          name,
          'the repository is public, or may be: everybody can read the manifest, and a hash confirms guesses at rows. Rows are counted only; fingerprint: content compares contents all the same',
        );
      }
      return notRun(
        name,
        asked === 'auto'
          ? `the database has ${inBytes(server.bytes)}, above the 10 GB up to which auto reads content: rows are counted only`
          : 'fingerprint is counts: rows are counted, their content is not read',
      );
    case 'none':
      return notRun(name, 'fingerprint is none');
  }
}

/** @param found what the repository says about its migration tool. */
export function ledgerFinding(ledger: Ledger | undefined, found: string): Finding {
  const name = 'ledger';
  if (ledger === undefined) return notRun(name, found);
  const last = ledger.applied.at(-1) ?? 'none';
  return pass(name, `${ledger.tool}: ${ledger.applied.length} applied, the last is ${last}`);
}
