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
        digest === undefined || digest === ''
          ? 'not set, or empty'
          : 'it is not a digest of 64 hex digits in lower case',
      likelyCause:
        'the output promote-digest of the preview did not arrive: the preview failed, its job does not hand it on under `outputs`, or GitHub dropped it because a secret’s text occurs in it',
      nextAction:
        'look at the preview job; `examples/deploy-approved.yml` shows how a digest is handed on',
    });
  }
  if (digest === undefined) return;
  throw new DeployError({
    attempted: 'read input approved-digest',
    found: `it is set, and promote-mode is ${mode}, which does not look at it`,
    nextAction: 'set promote-mode: approved, or leave approved-digest out',
  });
}

/**
 * @param moved the rows that moved since, in words; undefined where nobody knows.
 * @throws {DeployError} when what would be applied is not what was approved.
 */
export function requireApproved(
  approved: string,
  digest: string,
  moved: readonly string[] | undefined,
): void {
  if (approved === digest) return;
  throw new DeployError({
    attempted: 'apply the approved preview',
    found: `${approved} was approved, and the preview is now ${digest}: ${whatMoved(moved)}`,
    nextAction:
      'look at the new preview of this page; run all jobs again to have one that can be approved',
  });
}

function whatMoved(moved: readonly string[] | undefined): string {
  if (moved === undefined) {
    return 'the databases, the schema or the configuration moved since; which rows is not known';
  }
  return moved.length === 0
    ? 'the same rows would change, but the schema, the configuration, or rows that refer to deleted ones moved since (or, in a public repository, the URLs of the two databases are written in another way: they seal the digest)'
    : moved.join('; ');
}
