import { z } from 'zod';
import { databaseStateSchema } from './facts.js';
import { manifestSchema, storedArtifactSchema } from './manifest.js';
import { watchSchema } from './watch.js';

export const validateDetailsSchema = z.object({
  databases: z.array(
    z.object({ role: z.string(), shown: z.string(), serverVersion: z.string(), tls: z.string() }),
  ),
  migrationTool: z.string().optional(),
  /** What the absence of an optional secret turns off. */
  turnedOff: z.array(z.string()),
});

export const backupDetailsSchema = z.object({
  manifest: manifestSchema,
  artifact: storedArtifactSchema,
  seconds: z.number(),
});

/** What the catalog and ledger say happened, whatever the tool's exit code was. */
export const migrationVerdictSchema = z.enum([
  'nothing to apply',
  'all applied',
  'nothing applied',
  'part applied',
  'unknown',
]);

const schemaChangeSchema = z.object({
  /** A line for people: `~ column public.services.price numeric → integer`. */
  text: z.string(),
  /** Why the running release may fail over it; absent when it should not. */
  breaks: z.string().optional(),
});

export const migrateDetailsSchema = z.object({
  tool: z.string(),
  command: z.string(),
  pending: z.array(z.string()),
  applied: z.array(z.string()),
  verdict: migrationVerdictSchema,
  /** Why what was applied is not known; absent where the tool has no ledger, in older records. */
  doubt: z.string().optional(),
  /** Whether the tool's command was run at all; absent means no. */
  started: z.boolean().optional(),
  /** Absent when the step stopped before it read the database. */
  before: databaseStateSchema.optional(),
  after: databaseStateSchema.optional(),
  /** Lines that came and went in the catalog: `+` or `-` and the object. */
  catalogChanges: z.array(z.string()),
  /**
   * The same, one entry an object, what the running release may trip over first; a last entry counts
   * those that are too many. Absent in records of older versions.
   */
  schemaDiff: z.array(schemaChangeSchema).optional(),
  /** Each start of the tool, in order; more than one when it was tried again after a lock timeout. */
  attempts: z
    .array(
      z.object({
        seconds: z.number(),
        exitCode: z.number().int().optional(),
        /** What a second session saw meanwhile. */
        watch: watchSchema,
      }),
    )
    .optional(),
  /** sha256 (hex) over what drift watches of the catalog that the step left (postgres/watched.ts). */
  watchedFingerprint: z.string().optional(),
  exitCode: z.number().int().optional(),
  seconds: z.number(),
  /** Last lines of the tool's output, neutralised and redacted; empty in public repositories. */
  output: z.array(z.string()),
});

export const verifyDetailsSchema = z.object({
  databases: z.array(z.object({ role: z.string(), shown: z.string() })),
});

/** One job of the run. `unknown` when `needs` does not list it: a record alone does not tell how its job ended. */
export const jobSchema = z.object({
  name: z.string(),
  result: z.enum(['success', 'failure', 'cancelled', 'skipped', 'unknown']),
  /** The name that its page shows, the page, and how long it ran; absent where GitHub did not tell. */
  title: z.string().optional(),
  url: z.string().optional(),
  seconds: z.number().optional(),
});

/** One job as GitHub lists it, by the name that its page shows; one of a matrix is a job of its own. */
export const jobTimesSchema = z.object({
  name: z.string(),
  result: z.enum([
    'success',
    'failure',
    'cancelled',
    'timed out',
    'skipped',
    'running',
    'waiting',
    'unknown',
  ]),
  /** When it could have begun: from here to `startedAt` it waited for an approval or a runner. */
  createdAt: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  /** Page of the job. */
  url: z.string().optional(),
});

/** What a reviewer decided about the jobs of the run that wait for an environment. */
export const reviewSchema = z.object({
  environment: z.string(),
  approved: z.boolean(),
  /** Login; empty for one who is gone. */
  by: z.string(),
});

/** Rows of one table now and in the backup; numbers are decimal texts. */
const lossSchema = z.object({
  /** Qualified, quoted where it must be. */
  table: z.string(),
  /** Absent: the table is not there now, or (content `unknown`) its rows could not be counted. */
  rowsNow: z.string().optional(),
  /** Absent: the backup does not have the table. */
  rowsThen: z.string().optional(),
  /** Whether the rows are the same; `unknown` when only numbers could be compared. */
  content: z.enum(['same', 'different', 'unknown']),
});

export const restoreDetailsSchema = z.object({
  /** Name of the database that is restored. */
  database: z.string(),
  /** The backup that was chosen, and how: by its file, by its run, or as the newest proven one. */
  backup: z.object({
    name: z.string(),
    /** Directory of the store that it was fetched from, where `backup-to` named one. */
    directory: z.string().optional(),
    chosenBy: z.enum(['file', 'run', 'newest']),
    runId: z.string(),
    runUrl: z.string(),
    snapshotTime: z.iso.datetime(),
    bytes: z.number().int(),
    sha256: z.string(),
  }),
  /** Whether it was only looked at: `confirm-database` was empty. */
  lookOnly: z.boolean(),
  /** Seconds between the backup's snapshot and now. */
  ageSeconds: z.number(),
  losses: z.array(lossSchema),
  /**
   * What came (`+`) to the catalog since the backup and would be gone, and what went (`-`) and would
   * be back. Absent when the two could not be compared.
   */
  catalogChanges: z.array(z.string()).optional(),
  /** Sequences that would stand elsewhere, with the positions as decimal texts. */
  sequencesMoved: z
    .array(z.object({ sequence: z.string(), now: z.string(), then: z.string() }))
    .optional(),
  /** What stands in the way of replacing the database; it is in the findings, too. */
  obstacles: z.array(z.string()).optional(),
  /** Whether one of them can be removed by nobody. */
  hopeless: z.boolean().optional(),
  /** Migrations in the ledger now that the backup does not know. */
  migrationsUndone: z.array(z.string()),
  /** Whether the restored database carries the name now. */
  swapped: z.boolean(),
  /** Of the restored database: sha256 (hex) over its catalog, and over what drift watches of it. */
  catalogFingerprint: z.string().optional(),
  watchedFingerprint: z.string().optional(),
  /** Name under which the database that was replaced is kept. */
  oldDatabase: z.string().optional(),
  /** Entries of the archive that were not restored, each with the reason. */
  leftOut: z.array(z.string()),
  /** A shell command that puts the old database back; empty when nothing was swapped. */
  undo: z.string(),
  /** A shell command that drops the old database once nobody needs it; empty when nothing was swapped. */
  cleanUp: z.string(),
  /** Recipients (public keys) whose identities have just opened this backup. */
  openedWith: z.array(z.string()),
  /** From nothing to a proven side database, in seconds; absent when none was made. */
  restoreSeconds: z.number().optional(),
  /** How long the application could not connect, in milliseconds; absent when nothing was swapped. */
  swapMilliseconds: z.number().optional(),
});

export type ValidateDetails = z.infer<typeof validateDetailsSchema>;
export type BackupDetails = z.infer<typeof backupDetailsSchema>;
export type MigrateDetails = z.infer<typeof migrateDetailsSchema>;
export type SchemaChange = z.infer<typeof schemaChangeSchema>;
export type MigrationVerdict = z.infer<typeof migrationVerdictSchema>;
export type SequenceMove = NonNullable<RestoreDetails['sequencesMoved']>[number];
export type TableLoss = z.infer<typeof lossSchema>;
export type RestoreDetails = z.infer<typeof restoreDetailsSchema>;
export type Job = z.infer<typeof jobSchema>;
export type Review = z.infer<typeof reviewSchema>;
export type JobTimes = z.infer<typeof jobTimesSchema>;
