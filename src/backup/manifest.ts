import type { DatabaseState, RunFacts } from '../record/facts.js';
import type { Manifest } from '../record/manifest.js';
import { catalogFile } from './catalogfile.js';
import type { Contents } from './contents.js';
import type { Dumped } from './dump.js';
import { storedFile, type Plan } from './plan.js';

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
      monetary: server.monetary,
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
    ...(archive.encrypted === undefined
      ? {}
      : {
          encryption: {
            format: 'age',
            recipients: [...plan.recipients],
            file: storedFile(plan),
            bytes: archive.encrypted.bytes,
            sha256: archive.encrypted.sha256,
          },
        }),
    ...excludedPart(contents),
    catalog: { file: catalogFile(plan.recipients) },
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
    ...(contents.largeObjects.fingerprint === undefined
      ? {}
      : { largeObjectFingerprint: contents.largeObjects.fingerprint }),
    sequences: [...contents.sequences],
    roles: [...contents.roles],
    ...(parts.afterPartialMigration === undefined
      ? {}
      : { afterPartialMigration: parts.afterPartialMigration }),
  };
}

function excludedPart({ leftOut, reaching }: Contents): Pick<Manifest, 'excluded'> {
  if (leftOut.schemas.length + leftOut.tables.length === 0) return {};
  return {
    excluded: {
      schemas: [...leftOut.schemas],
      tableData: [...leftOut.qualified],
      reaching: reaching.map(({ key, description }) => ({ key, description })),
    },
  };
}
