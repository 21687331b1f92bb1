import { watchedFingerprint } from '../../postgres/watched.js';
import type { MigrateDetails } from '../../record/details.js';
import { MIGRATION_NOT_STARTED } from '../../record/untouched.js';
import { titlesOf } from './ledger.js';
import type { Standing } from './standing.js';

/** The details of a step that changed nothing; what changed is laid over them. */
export function untouched(
  repository: { readonly found: string; readonly command: string },
  before: Standing,
  verdict: MigrateDetails['verdict'],
): MigrateDetails {
  return {
    ...MIGRATION_NOT_STARTED,
    tool: repository.found,
    command: repository.command,
    pending: titlesOf(before.ledger?.pending ?? []),
    verdict,
    before: before.state,
    after: before.state,
    watchedFingerprint: watchedFingerprint(before.catalog),
  };
}
