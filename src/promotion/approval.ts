import { DeployError } from '../errors.js';

export type PromoteMode = 'apply' | 'preview' | 'approved';

/** sha256 in hex. */
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * Whether mode and digest of the request go together. Fails closed: an approval without a digest,
 * which is what a dropped job output leaves, approves nothing.
 */
export function requireApproval(mode: PromoteMode, digest: string | undefined): void {
  if (mode === 'approved') {
    if (digest !== undefined && DIGEST.test(digest)) return;
    throw new DeployError({
      attempted: 'read input approved-digest',
      found:
        digest === undefined || digest === '' ? 'not set' : 'it is not a digest of 64 hex digits',
      likelyCause: 'the output promote-digest of the preview job did not arrive in this job',
      nextAction: 'pass the digest that the approved preview printed',
    });
  }
  if (digest === undefined) return;
  throw new DeployError({
    attempted: 'read input approved-digest',
    found: `it is set, and promote-mode is ${mode}, which does not look at it`,
    nextAction: 'set promote-mode: approved, or leave approved-digest out',
  });
}

/** @throws {DeployError} when what would be applied is not what was approved. */
export function requireApproved(approved: string, digest: string): void {
  if (approved === digest) return;
  throw new DeployError({
    attempted: 'apply the approved preview',
    found: `the databases, the schema or the configuration moved since: ${approved} was approved, the preview is now ${digest}`,
    nextAction: 'look at the new preview above, and approve its digest',
  });
}
