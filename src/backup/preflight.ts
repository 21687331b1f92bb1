import type { Session } from '../postgres/session.js';
import type { Finding } from '../record/finding.js';
import { resolveExclusions } from './exclusioncheck.js';
import type { Exclusions } from './exclusions.js';
import { checkReadAccess } from './readaccess.js';

export interface Preflight {
  readonly findings: readonly Finding[];
  /** As pg_dump must be told. */
  readonly exclusions: Exclusions;
}

/** Whether all that the backup is to hold can be read, and all that it is to leave out is there. */
export async function preflight(session: Session, excluded: Exclusions): Promise<Preflight> {
  const { finding, exclusions, leftOut } = await resolveExclusions(session, excluded);
  const readAccess = await checkReadAccess(session, leftOut);
  return { findings: [readAccess, ...(finding === undefined ? [] : [finding])], exclusions };
}
