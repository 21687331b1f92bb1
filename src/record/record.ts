import { z } from 'zod';
import {
  backupDetailsSchema,
  jobSchema,
  jobTimesSchema,
  migrateDetailsSchema,
  restoreDetailsSchema,
  reviewSchema,
  validateDetailsSchema,
  verifyDetailsSchema,
} from './details.js';
import { promoteDetailsSchema } from './promotion.js';
import { runFactsSchema } from './facts.js';
import { findingSchema } from './finding.js';
import { rehearseDetailsSchema } from './rehearsal.js';

const problemSchema = z.object({
  attempted: z.string(),
  found: z.string(),
  likelyCause: z.string().optional(),
  nextAction: z.string(),
});

const envelope = {
  version: z.literal(1),
  environment: z.string(),
  status: z.enum(['passed', 'failed', 'skipped']),
  run: runFactsSchema,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  findings: z.array(findingSchema),
  problems: z.array(problemSchema),
};

const deployStepSchemas = [
  z.object({
    ...envelope,
    step: z.literal('validate'),
    details: validateDetailsSchema.optional(),
  }),
  z.object({ ...envelope, step: z.literal('backup'), details: backupDetailsSchema.optional() }),
  z.object({ ...envelope, step: z.literal('rehearse'), details: rehearseDetailsSchema.optional() }),
  z.object({ ...envelope, step: z.literal('migrate'), details: migrateDetailsSchema.optional() }),
  z.object({ ...envelope, step: z.literal('promote'), details: promoteDetailsSchema.optional() }),
  z.object({ ...envelope, step: z.literal('verify'), details: verifyDetailsSchema.optional() }),
  z.object({ ...envelope, step: z.literal('restore'), details: restoreDetailsSchema.optional() }),
] as const;

/** The steps that work on a database; `summarize` gathers their records. */
const deployRecordSchema = z.discriminatedUnion('step', deployStepSchemas);

const summarizeDetailsSchema = z.object({
  jobs: z.array(jobSchema),
  /** The records that count: of every step in every job, those of its newest attempt; oldest first. */
  records: z.array(deployRecordSchema),
  /** What earlier attempts of the same jobs left; what they changed is still changed. */
  earlier: z.array(deployRecordSchema),
  /** Records that are listed but could not be read, each with the reason. */
  unreadable: z.array(z.string()),
  /** The same of other environments that this run deployed to. */
  others: z
    .array(
      z.object({
        environment: z.string(),
        jobs: z.array(jobSchema),
        records: z.array(deployRecordSchema),
        earlier: z.array(deployRecordSchema),
        unreadable: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  /** The jobs of this attempt with their times; absent where GitHub did not tell. */
  times: z.array(jobTimesSchema).optional(),
  /** Why there are none. */
  timesUnread: z.string().optional(),
  /** What was approved and rejected in this run; absent where GitHub did not tell. */
  reviews: z.array(reviewSchema).optional(),
});

/**
 * The JSON that a step leaves for later steps and for people. `details` is absent when the step
 * stopped before it had any: a reader must cope with that, and with a missing record.
 */
export const recordSchema = z.discriminatedUnion('step', [
  ...deployStepSchemas,
  z.object({
    ...envelope,
    step: z.literal('summarize'),
    details: summarizeDetailsSchema.optional(),
  }),
]);

export type DeployRecord = z.infer<typeof deployRecordSchema>;
export type Record = z.infer<typeof recordSchema>;
export type StepName = Record['step'];
export type Status = Record['status'];
export type RecordOf<Step extends StepName> = Extract<Record, { step: Step }>;
export type DetailsOf<Step extends StepName> = NonNullable<RecordOf<Step>['details']>;

/** What a handler returns; main puts the envelope around it. */
export interface Outcome<Step extends StepName> {
  readonly status: Status;
  readonly findings: readonly z.infer<typeof findingSchema>[];
  readonly problems?: readonly z.infer<typeof problemSchema>[];
  readonly details?: DetailsOf<Step>;
  /** The catalog that the step left, to be kept beside the record. Not where strangers read. */
  readonly catalog?: readonly string[];
}
