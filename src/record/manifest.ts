import { z } from 'zod';
import { databaseStateSchema, runFactsSchema } from './facts.js';

/** Rows of one table at the snapshot. `fingerprint` is absent when only counts were taken. */
const tableFingerprintSchema = z.object({
  schema: z.string(),
  name: z.string(),
  rows: z.string(),
  fingerprint: z.string().optional(),
});

/** Where a sequence stands: the last number given out when `called`, else the next one. */
/** A name in the directory of the backup, and no path: whoever wrote the manifest chose it. */
const fileNameSchema = z.string().regex(/^[\w-][\w.-]{0,199}$/);

const sequencePositionSchema = z.object({
  schema: z.string(),
  name: z.string(),
  value: z.string(),
  called: z.boolean(),
});

/** The description of one backup, stored beside the archive as `manifest.json`. */
export const manifestSchema = z.object({
  version: z.literal(1),
  environment: z.string(),
  createdAt: z.iso.datetime(),
  run: runFactsSchema,
  state: databaseStateSchema,
  server: z.object({
    version: z.string(),
    major: z.number().int(),
    encoding: z.string(),
    collation: z.string(),
    /** LC_CTYPE; with encoding and collation, what `createdb` needs for an equal database. */
    characterType: z.string().optional(),
    localeProvider: z.enum(['libc', 'icu', 'builtin']).optional(),
    /** Of ICU or of the built-in provider; the C library has only the two above. */
    locale: z.string().optional(),
    /** LC_MONETARY of the database: `money` is dumped in its words. */
    monetary: z.string().optional(),
  }),
  client: z.object({ version: z.string(), path: z.string() }),
  /** Where provider point-in-time recovery should stop to meet this backup. */
  snapshot: z.object({ lsn: z.string().optional(), time: z.iso.datetime() }),
  archive: z.object({
    file: fileNameSchema,
    bytes: z.number().int(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.literal('custom'),
    compression: z.string(),
  }),
  /** How the archive is stored; absent when it is stored as it is. */
  encryption: z
    .object({
      format: z.literal('age'),
      /** Public keys; each of them alone opens it. */
      recipients: z.array(z.string()),
      /** Name of the encrypted file. */
      file: fileNameSchema,
      bytes: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .optional(),
  /** What was left out on request. */
  excluded: z
    .object({
      schemas: z.array(z.string()),
      /** Qualified, quoted where they must be. */
      tableData: z.array(z.string()),
      /**
       * Objects in the archive that cannot be made, or checked, where the left-out part is missing.
       * `key` is `<oid of the catalog> <oid>`, the first two numbers of its line in
       * `pg_restore --list`; class 0 is the contents of a table.
       */
      reaching: z.array(z.object({ key: z.string(), description: z.string() })).optional(),
    })
    .optional(),
  /** The file with the catalog of the snapshot, one object a line; its sha256 is `state.catalogFingerprint`. */
  catalog: z.object({ file: fileNameSchema }).optional(),
  fingerprints: z.enum(['content', 'counts', 'none']),
  tables: z.array(tableFingerprintSchema),
  /** Tables whose rows are not in the archive, with the reason (foreign, unlogged on a standby, …). */
  withoutRows: z.array(z.object({ table: z.string(), reason: z.string() })),
  largeObjects: z.number().int(),
  /** Of the bytes of all large objects; absent when their content was not read. */
  largeObjectFingerprint: z.string().optional(),
  /** Sequences that did not move while pg_dump read them, as the archive sets them. */
  sequences: z.array(sequencePositionSchema).optional(),
  /** Roles that the archive names: owners, grantees. A restore elsewhere needs them first. */
  roles: z.array(z.string()).optional(),
  /** Set when an earlier attempt of this run had already moved the ledger. */
  afterPartialMigration: z.object({ firstBackup: z.string() }).optional(),
});

export type TableFingerprint = z.infer<typeof tableFingerprintSchema>;
export type SequencePosition = z.infer<typeof sequencePositionSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** A file in the artifact store. `digest` is `sha256:<hex>` of what the store holds (the zip, on GitHub). */
export const storedArtifactSchema = z.object({
  name: z.string(),
  id: z.string(),
  digest: z.string(),
  bytes: z.number().int(),
  createdAt: z.iso.datetime().optional(),
  expiresAt: z.iso.datetime().optional(),
  /** Run that it belongs to, where it is not the present one. */
  runId: z.string().optional(),
  /** Absolute path of the directory store that holds it; absent for GitHub's artifacts and records. */
  directory: z.string().optional(),
});

export type StoredArtifact = z.infer<typeof storedArtifactSchema>;
