import { differences } from '../postgres/identity.js';
import type { Identity } from '../record/facts.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import type { Manifest } from '../record/manifest.js';

export interface Meeting {
  readonly manifest: Manifest;
  readonly choice:
    { readonly by: 'file' | 'run' } | { readonly by: 'newest'; readonly named: string };
  /** The input. */
  readonly environment: string;
  /** The database that is to be replaced, as it is now. */
  readonly identity: Identity;
  /** Major of its server. */
  readonly major: number;
}

/** Whether this backup belongs into this database. */
export function judgeFitness(meeting: Meeting): Finding[] {
  return [ofThisEnvironment(meeting), ofThisDatabase(meeting), forThisServer(meeting)];
}

/**
 * What a backup leaves out would be put aside with the database that is replaced.
 * @param schemas of the database that is to be replaced.
 */
export function judgeExclusions({ excluded }: Manifest, schemas: readonly string[]): Finding[] {
  const lost = (excluded?.schemas ?? []).filter((schema) => schemas.includes(schema));
  const emptied = excluded?.tableData ?? [];
  return [
    lost.length === 0
      ? pass('left out of the backup', 'no schema that this database has')
      : fail('left out of the backup', {
          expected: 'a backup with every schema that this database has',
          found: `exclude-schemas left out ${lost.join(', ')}: the swap would put aside everything in there`,
          fix: 'RESTORE.md beside the backup tells how to restore beside the live database: take from there what you need, and keep these schemas as they are',
        }),
    ...(emptied.length === 0
      ? []
      : [
          warn('rows left out of the backup', {
            expected: 'a backup with the rows of every table',
            found: `exclude-table-data left out the rows of ${emptied.join(', ')}: these tables come back empty`,
            fix: 'if their rows matter, copy them from the old database, which is kept after the swap',
          }),
        ]),
  ];
}

function ofThisEnvironment({ manifest, environment }: Meeting): Finding {
  const name = 'environment of the backup';
  if (manifest.environment === environment) return pass(name, environment);
  return fail(name, {
    expected: `a backup of ${environment}`,
    found: `a backup of ${manifest.environment}`,
    fix: `choose a backup of ${environment}; if this one is really meant, set environment: ${manifest.environment}`,
  });
}

/**
 * A backup that was named by its file or run may come from another server: that is what a lost
 * server needs. The newest one, which nobody has looked at, must be of this database.
 */
function ofThisDatabase({ manifest, choice, identity }: Meeting): Finding {
  const name = 'database of the backup';
  const differing = partsThatDiffer(manifest.state.identity, identity);
  if (differing.length === 0) return pass(name, identity.database);
  const found = differing.join('; ');
  if (choice.by === 'newest') {
    return fail(name, {
      expected: 'the database that was backed up',
      found,
      fix: `check DIRECT_URL. If it is right, a restore or a move gave the database its new oid or host: name the backup, and it is taken: ${choice.named}`,
    });
  }
  return warn(name, {
    expected: 'the database that was backed up',
    found,
    fix: 'make sure that this is the database you mean; the backup was named, so it is taken',
  });
}

/** Another role may do the restore; only where nothing else tells databases apart does the user count. */
function partsThatDiffer(then: Identity, now: Identity): string[] {
  const known = then.systemIdentifier !== undefined && now.systemIdentifier !== undefined;
  return differences(known ? { ...then, user: undefined } : then, now);
}

function forThisServer({ manifest, major }: Meeting): Finding {
  const name = 'server of the backup';
  const then = manifest.server.major;
  if (major === then) return pass(name, `PostgreSQL ${major}, as then`);
  if (major > then) {
    return warn(name, {
      expected: `PostgreSQL ${then}, as then`,
      found: `the server is PostgreSQL ${major} now`,
      fix: 'nothing: archives restore into newer majors; behaviour that changed between them is yours to check',
    });
  }
  return fail(name, {
    expected: `PostgreSQL ${then} or newer`,
    found: `the server is PostgreSQL ${major}: its programs cannot read archives of a newer major`,
    fix: `restore into a server of PostgreSQL ${then} or newer`,
  });
}
