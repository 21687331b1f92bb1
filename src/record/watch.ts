import { z } from 'zod';

/** Another session that had to wait because of the migration. */
const stallSchema = z.object({
  pid: z.number().int(),
  application: z.string(),
  role: z.string(),
  /** What it waited for, e.g. `ACCESS SHARE on public.orders`. */
  waitedFor: z.string(),
  /** Milliseconds from the server's own start of the wait to the last sample that still saw it. */
  ms: z.number().int(),
  /** To the first sample that did not; absent when none came after. The truth lies between the two. */
  atMostMs: z.number().int().optional(),
  /** Whether the migration itself was waiting: then this session queued up behind it. */
  queued: z.boolean(),
});

/** A lock of the migration on a table that was there before it. */
const tableLockSchema = z.object({
  /** Qualified, quoted where it must be. */
  table: z.string(),
  /** The strongest that was seen, as SQL spells it: `ACCESS EXCLUSIVE`. */
  mode: z.string(),
  /** Milliseconds between the first and the last sample of the longest hold; 0 when never granted. */
  heldMs: z.number().int(),
  /** Between the samples around them; absent when none came after. */
  heldAtMostMs: z.number().int().optional(),
  /** The longest wait for it, in milliseconds. */
  waitedMs: z.number().int(),
});

/** Somebody for whom the migration had to wait. */
const blockerSchema = z.object({
  /** 0 for a prepared transaction, which has no backend. */
  pid: z.number().int(),
  /** In words: a backend with application and role, autovacuum, a prepared transaction. */
  who: z.string(),
  /** `idle in transaction`, …; absent where the role may not see it. */
  state: z.string().optional(),
  /** Age of its transaction in milliseconds when it was last looked at. */
  transactionMs: z.number().int().optional(),
  /** Strongest lock it held on what the migration waited for; absent when it waited ahead in the queue. */
  holds: z.string().optional(),
  /** What the migration waited for, e.g. `ACCESS EXCLUSIVE on public.orders`. */
  waitedFor: z.string(),
  /** How long the migration was seen waiting for it, in milliseconds. */
  ms: z.number().int(),
  /** Head of its statement, redacted; absent in public repositories. */
  query: z.string().optional(),
});

/** A backend of the migration that was stopped. */
const stopSchema = z.object({
  pid: z.number().int(),
  how: z.enum(['cancelled', 'ended']),
  /** The input whose limit it went over. */
  limit: z.enum(['max-stall', 'lock-timeout', 'statement-timeout']),
  because: z.string(),
});

/** What a second session saw of a migration. Lists are capped, the worst first. */
export const watchSchema = z.object({
  samples: z.number().int(),
  /** From the first to the last sample, in milliseconds. */
  watchedMs: z.number().int(),
  /** The longest time between two samples, in milliseconds. */
  longestGapMs: z.number().int(),
  /** Time that sampling took, as a share of `watchedMs`. */
  costShare: z.number(),
  /** How the migration's backends were told from others. */
  knownBy: z.enum(['application name', 'role, address and start', 'nothing']),
  backends: z.number().int(),
  /** Whether the migration began before the watch did. */
  late: z.boolean(),
  /** Why the watch ended before the migration did, or never began. */
  lost: z.string().optional(),
  /** How many waits of others were caused by the migration; those over 25 at once are not told apart. */
  stalled: z.number().int(),
  stalls: z.array(stallSchema),
  locks: z.array(tableLockSchema),
  blockers: z.array(blockerSchema),
  stops: z.array(stopSchema),
});

export type Watch = z.infer<typeof watchSchema>;
export type Stall = z.infer<typeof stallSchema>;
export type TableLock = z.infer<typeof tableLockSchema>;
export type Blocker = z.infer<typeof blockerSchema>;
export type Stop = z.infer<typeof stopSchema>;

/** Looks that are no further apart miss nothing that users notice, in milliseconds. */
const CLOSE_LOOKS_MS = 500;

/**
 * How long a session of the migration may have lasted at most when none was seen, in milliseconds;
 * undefined when some was seen, or when the looks were too far apart to tell.
 */
export function longestUnseen({
  samples,
  longestGapMs,
  knownBy,
  late,
  lost,
}: Watch): number | undefined {
  const told = samples > 1 && longestGapMs <= CLOSE_LOOKS_MS && !late && lost === undefined;
  return knownBy === 'nothing' && told ? longestGapMs : undefined;
}
