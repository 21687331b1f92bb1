import { z } from 'zod';
import { migrateDetailsSchema } from './details.js';
import { promoteDetailsSchema } from './promotion.js';

/** How far a measured duration can be trusted: `with the tool` has the tool's own work in it. */
const fileDurationSchema = z.object({
  file: z.string(),
  milliseconds: z.number(),
  precision: z.enum(['exact', 'with the tool']),
});

/** What a migration wrote anew of what was there before it. */
const rewriteSchema = z.object({
  kind: z.enum(['table', 'index']),
  name: z.string(),
  table: z.string(),
  how: z.enum(['rewritten', 'built', 'emptied']),
  /** Of the table, before. */
  rows: z.number(),
  /** Of the new file. */
  bytes: z.number(),
});

export const rehearseDetailsSchema = z.object({
  /** The backup that was restored, and how it was chosen. */
  backup: z.object({
    name: z.string(),
    chosenBy: z.enum(['file', 'run', 'newest']),
    runId: z.string(),
    snapshotTime: z.iso.datetime(),
    bytes: z.number().int(),
    sha256: z.string(),
  }),
  /** Recipients (public keys) whose identities have just opened it. */
  openedWith: z.array(z.string()),
  /** Where it was restored, in words; empty when it was not. */
  server: z.string(),
  /** From the first entry to the end of the proof, in seconds: what a recovery takes. Absent when it was not restored. */
  restoreSeconds: z.number().optional(),
  /** Entries of the archive that were not restored, each with the reason. */
  leftOut: z.array(z.string()),
  /** Absent when nothing was migrated on the copy. */
  migration: migrateDetailsSchema.optional(),
  /** Of each migration, in the order they were applied. */
  durations: z.array(fileDurationSchema),
  /** The largest first. */
  rewrites: z.array(rewriteSchema),
  /** What the users of production would wait for, in words; the longest first. */
  stallEstimates: z.array(z.string()),
  /** Absent when nothing was promoted on the copy. */
  promotion: promoteDetailsSchema.optional(),
});

export type RehearseDetails = z.infer<typeof rehearseDetailsSchema>;
