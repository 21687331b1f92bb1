import { z } from 'zod';

const promotedTableSchema = z.object({
  /** Qualified, and quoted where it must be. */
  table: z.string(),
  mode: z.string(),
  devRows: z.number().int(),
  prodRows: z.number().int(),
  inserts: z.number().int(),
  updates: z.number().int(),
  deletes: z.number().int(),
  /** Rows that exist only in production and were left alone. */
  kept: z.number().int(),
  /** Rows that differ and were left alone, because of the mode, of insert-only columns or of where. */
  left: z.number().int(),
  /** Rows that production would refuse, as counted by the failed findings. */
  conflicts: z.number().int(),
  /** In how many updated rows each column changes. */
  columnChanges: z.array(z.object({ column: z.string(), rows: z.number().int() })),
  /** Capped samples for people; keys hashed and values left out in public repositories. */
  samples: z.array(
    z.object({
      kind: z.enum(['insert', 'update', 'delete']),
      key: z.string(),
      changes: z.array(
        z.object({ column: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      ),
    }),
  ),
});

/** One row that a promotion would write, with the beginnings of the hashes of its content. */
const recordedChangeSchema = z.object({
  table: z.string(),
  /** A hash in public repositories. */
  key: z.string(),
  /** Null for a new row. */
  pre: z.string().nullable(),
  post: z.string(),
});

const commandRunSchema = z.object({
  flag: z.enum(['--dry-run', '--apply']),
  /** Absent when it could not be started or did not end by itself. */
  exitCode: z.number().int().optional(),
  seconds: z.number(),
  /** Last lines, neutralised and redacted; empty in public repositories. */
  output: z.array(z.string()),
});

export const promoteDetailsSchema = z.object({
  mode: z.string(),
  /** Why nothing was compared; present only when the step was skipped. */
  skippedBecause: z.string().optional(),
  /** sha256 (hex) of the preview; empty when there is none. */
  digest: z.string(),
  /** Whether production holds what the preview shows, also when there was nothing to change. */
  applied: z.boolean(),
  tables: z.array(promotedTableSchema),
  sequences: z.array(z.object({ sequence: z.string(), from: z.string(), to: z.string() })),
  /** Every row of a preview, for the job that applies it; absent when there are too many. */
  changes: z.array(recordedChangeSchema).optional(),
  /** Runs of the team's own script, in order; then there are no tables and no digest. */
  command: z.object({ command: z.string(), runs: z.array(commandRunSchema) }).optional(),
  /** Why what was written is not known. */
  doubt: z.string().optional(),
});

export type PromotedTable = z.infer<typeof promotedTableSchema>;
export type RecordedChange = z.infer<typeof recordedChangeSchema>;
export type CommandRun = z.infer<typeof commandRunSchema>;
export type PromoteDetails = z.infer<typeof promoteDetailsSchema>;
