import type { MigrateDetails } from './details.js';
import type { PromoteDetails } from './promotion.js';

/** The details of a migration that stopped before its tool: production is as it was. */
export const MIGRATION_NOT_STARTED: MigrateDetails = {
  tool: 'not started',
  command: '',
  pending: [],
  applied: [],
  verdict: 'nothing applied',
  catalogChanges: [],
  seconds: 0,
  output: [],
};

/** The details of a promotion that wrote nothing; its mode stands beside them. */
export const NOTHING_PROMOTED: Omit<PromoteDetails, 'mode'> = {
  digest: '',
  applied: false,
  tables: [],
  sequences: [],
};
