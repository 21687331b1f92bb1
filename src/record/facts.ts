import { z } from 'zod';

/** What is known of the run that a step belongs to. On a laptop, made up from the clock and the user. */
export const runFactsSchema = z.object({
  /** GitHub's run id, or `local-<UTC compact time, to the millisecond>`. */
  runId: z.string(),
  /** 1 for the first attempt. */
  attempt: z.number().int().positive(),
  repository: z.string(),
  sha: z.string(),
  ref: z.string(),
  actor: z.string(),
  workflow: z.string(),
  job: z.string(),
  /** Page of the run, or empty outside Actions. */
  url: z.string(),
});

export type RunFacts = z.infer<typeof runFactsSchema>;

/**
 * What tells one database from another between jobs. `systemIdentifier` is absent where the role
 * may not call pg_control_system(); clones share it, so the endpoint host is part of the identity.
 */
export const identitySchema = z.object({
  systemIdentifier: z.string().optional(),
  database: z.string(),
  oid: z.string(),
  /** Endpoint host without its pooler label, lower case; a socket directory for local servers. */
  host: z.string(),
  port: z.number().int(),
  /** Behind a shared pooler host the user alone tells projects apart. */
  user: z.string().optional(),
});

export type Identity = z.infer<typeof identitySchema>;

/** The migration tool's own table of what it applied, read once. */
export const ledgerSchema = z.object({
  tool: z.string(),
  /** Qualified name of the ledger table, quoted where it must be. */
  table: z.string(),
  /** Names as the tool writes them, in the order it applied them. */
  applied: z.array(z.string()),
  /** Of the applied ones by name, where the tool keeps a checksum of what it ran. */
  checksums: z.record(z.string(), z.string()).optional(),
  /** Rows that say that a run began and did not end well. */
  unfinished: z.array(z.object({ name: z.string(), startedAt: z.string().optional() })).optional(),
});

export type Ledger = z.infer<typeof ledgerSchema>;

/** The state that must not have moved between two steps of one deploy. */
export const databaseStateSchema = z.object({
  identity: identitySchema,
  /** sha256 (hex) over the sorted lines of the catalog. */
  catalogFingerprint: z.string(),
  /** Absent when no known migration tool was detected. */
  ledger: ledgerSchema.optional(),
});

export type DatabaseState = z.infer<typeof databaseStateSchema>;
