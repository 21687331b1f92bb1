import type { MigrateDetails } from '../record/details.js';
import type { Standing } from './standing.js';

/** The details of a step that stopped before its tool was started: production is as it was. */
export const NOT_STARTED: MigrateDetails = {
  tool: 'not started',
  command: '',
  pending: [],
  applied: [],
  verdict: 'nothing applied',
  catalogChanges: [],
  seconds: 0,
  output: [],
};

/** The details of a step that changed nothing; what changed is laid over them. */
export function untouched(
  repository: { readonly found: string; readonly command: string },
  before: Standing,
  verdict: MigrateDetails['verdict'],
): MigrateDetails {
  return {
    ...NOT_STARTED,
    tool: repository.found,
    command: repository.command,
    pending: [...(before.ledger?.pending ?? [])],
    verdict,
    before: before.state,
    after: before.state,
  };
}
