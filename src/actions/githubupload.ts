import type { UploadArtifactResponse } from '@actions/artifact';
import { DeployError, messageOf } from '../errors.js';
import { NameTaken } from './artifacts.js';
import { withRetries, type RetrySettings } from './retries.js';

/** The two texts of a used-up quota (@actions/artifact shared/errors.ts and the service's own). */
const QUOTA = /insufficient usage|storage quota has been hit/i;
const CONFLICT = /already exists/i;

/**
 * What the toolkit gives up at once. Server errors it has tried five times itself, which takes it
 * 32 s; refusals stay refusals (@actions/artifact shared/artifact-twirp-client.ts, upload/blob-upload.ts).
 */
const BROKEN =
  /Unable to make request|Upload progress stalled|socket hang up|\bE(CONNRESET|CONNREFUSED|TIMEDOUT|NOTFOUND|HOSTUNREACH|AI_AGAIN|PIPE)\b/;

export const WAYS_OUT =
  'delete old artifacts, or raise the budget for Actions storage; lower retention-days; or store backups elsewhere: backup-to with a directory on a self-hosted runner';

export interface Uploaded extends UploadArtifactResponse {
  /** The name that it got. */
  readonly name: string;
}

/**
 * Sends an artifact, again when the connection broke. A broken upload may have taken the name for
 * good, so what follows it may get the name with `-try-2` to `-try-4`.
 * @throws {NameTaken} when the name was taken before the first try.
 * @throws {DeployError} for everything else, with what to do.
 */
export async function sendArtifact(
  name: string,
  send: (name: string) => Promise<UploadArtifactResponse>,
  settings: RetrySettings,
): Promise<Uploaded> {
  let tries = 0;
  const sendOnce = async (): Promise<Uploaded> => {
    tries += 1;
    try {
      return { ...(await send(name)), name };
    } catch (error) {
      if (tries === 1 || !CONFLICT.test(messageOf(error))) throw error;
      const free = `${name}-try-${tries}`;
      return { ...(await send(free)), name: free };
    }
  };
  const isBroken = (error: unknown): boolean => BROKEN.test(messageOf(error));
  try {
    return await withRetries(sendOnce, isBroken, settings);
  } catch (error) {
    throw error === settings.signal.reason ? error : uploadFailure(name, error);
  }
}

/** The client throws it on GitHub Enterprise Server, before it asks anybody. */
export function isUnsupported(error: unknown): error is Error {
  return error instanceof Error && error.name === 'GHESNotSupportedError';
}

function uploadFailure(name: string, error: unknown): Error {
  // The words for a GitHub without the service are the caller's.
  if (error instanceof DeployError || isUnsupported(error)) return error;
  const found = messageOf(error);
  if (CONFLICT.test(found)) return new NameTaken(name, { cause: error });
  const attempted = `upload artifact ${name}`;
  if (QUOTA.test(found)) {
    return new DeployError(
      {
        attempted,
        found: 'the artifact storage quota of the account is used up',
        // Storage is billed by the hour: github.com/orgs/community/discussions/211386 and 210164.
        likelyCause:
          'all private repositories of the account share it; GitHub adds up every hour of storage until the billing month ends, so deleting stops the growth and does not lower the sum',
        nextAction: `${WAYS_OUT}; then run the failed jobs again`,
      },
      { cause: error },
    );
  }
  return new DeployError(
    {
      attempted,
      found,
      likelyCause: BROKEN.test(found)
        ? 'the connection to the artifact service broke at every try'
        : 'the artifact service did not answer as it should',
      nextAction: `run the failed jobs again; if it happens twice, check githubstatus.com for Actions. Should this repository’s artifacts be full: ${WAYS_OUT}`,
    },
    { cause: error },
  );
}
