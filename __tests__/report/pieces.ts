import type { DeployRecord } from '../../src/record/record.js';
import {
  jobsOf,
  migrateDetails,
  promoteDetails,
  recordOf,
  type summaryOf,
  wholeDeploy,
} from './deploys.js';

export type Details = Parameters<typeof summaryOf>[0];

export const whole = wholeDeploy();
export const without = (...steps: string[]): DeployRecord[] =>
  whole.filter(({ step }) => !steps.includes(step));
export const withOther = (...others: DeployRecord[]): DeployRecord[] =>
  whole.map((record) => others.find(({ step }) => step === record.step) ?? record);
export const only = (...steps: string[]): DeployRecord[] =>
  whole.filter(({ step }) => steps.includes(step));

export const nothingPending = recordOf('migrate', {
  details: {
    ...migrateDetails,
    pending: [],
    applied: [],
    catalogChanges: [],
    verdict: 'nothing to apply',
  },
});
export const nothingPromoted = recordOf('promote', {
  details: { ...promoteDetails, tables: [] },
});
export const skippedPromotion = recordOf('promote', {
  status: 'skipped',
  details: {
    ...promoteDetails,
    applied: false,
    tables: [],
    skippedBecause: 'DEV_DATABASE_URL is not set',
  },
});
export const failed = (step: DeployRecord['step'], attempt = 1): DeployRecord =>
  recordOf(step, { status: 'failed', attempt });
export const failedMigration = (
  verdict: typeof migrateDetails.verdict,
  applied: string[],
): DeployRecord =>
  recordOf('migrate', { status: 'failed', details: { ...migrateDetails, verdict, applied } });

export const FAILED_AT_MIGRATE = jobsOf('success', 'success', 'failure', 'skipped', 'skipped');
