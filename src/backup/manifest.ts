import type { DatabaseState, RunFacts } from '../record/facts.js';
import type { Manifest } from '../record/manifest.js';
import type { Contents } from './contents.js';
import type { Dumped } from './dump.js';
import type { Plan } from './plan.js';

export interface ManifestParts {
  readonly createdAt: Date;
  readonly run: RunFacts;
  readonly state: DatabaseState;
  readonly archive: Dumped;
  readonly contents: Contents;
  readonly afterPartialMigration?: { readonly firstBackup: string };
}

/** The description of a backup whose proofs have all been given. */
export function manifestOf(plan: Plan, parts: ManifestParts): Manifest {
  const { server, client } = plan;
  const { archive, contents } = parts;
  const { rows } = archive.decoded.rows;
  return {
    version: 1,
    environment: plan.environment,
    createdAt: parts.createdAt.toISOString(),
    run: parts.run,
    state: parts.state,
    server: {
      version: server.version,
      major: server.major,
      encoding: server.encoding,
      collation: server.collation,
      characterType: server.characterType,
      localeProvider: server.localeProvider,
      ...(server.locale === null ? {} : { locale: server.locale }),
    },
    client: { version: client.version, path: client.pgDump },
    snapshot: {
      time: contents.snapshot.time,
      ...(contents.snapshot.lsn === undefined ? {} : { lsn: contents.snapshot.lsn }),
    },
    archive: {
      file: plan.file,
      bytes: archive.bytes,
      sha256: archive.sha256,
      format: 'custom',
      compression: plan.compression,
    },
    fingerprints: contents.scope,
    tables: contents.tables.withRows.map((table, at) => {
      const read = contents.fingerprints[at];
      return {
        schema: table.schema,
        name: table.name,
        rows: read?.rows ?? String(rows.get(table.oid) ?? 0),
        ...(read?.fingerprint === undefined ? {} : { fingerprint: read.fingerprint }),
      };
    }),
    withoutRows: [...contents.tables.withoutRows],
    largeObjects: contents.counts.largeObjects,
    roles: [...contents.roles],
    ...(parts.afterPartialMigration === undefined
      ? {}
      : { afterPartialMigration: parts.afterPartialMigration }),
  };
}
