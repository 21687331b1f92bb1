import { DeployError, messageOf, type Problem } from '../errors.js';

const FETCH_AGAIN =
  'fetch the backup again; if it stays so, choose another backup. Nothing was restored';

export function noIdentity(file: string): DeployError {
  return failure(file, {
    found: 'it is encrypted, and there is no private key to open it with',
    likelyCause: 'decrypt-with is empty: the secret is not set, or this job may not read it',
    nextAction:
      'set decrypt-with to the private key (AGE-SECRET-KEY-…) of a recipient that manifest.json lists',
  });
}

/** @param number counts from 1. */
export function invalidIdentity(file: string, number: number): DeployError {
  return failure(file, {
    found: `private key ${number} of decrypt-with is none: its checksum does not hold`,
    likelyCause: 'a character was lost or changed when it was copied',
    nextAction: 'copy the key again from the file that age-keygen wrote',
  });
}

export function fitsNobody(file: string, identities: number): DeployError {
  return failure(file, {
    found:
      identities === 1
        ? 'the private key of decrypt-with does not open it'
        : `none of the ${identities} private keys of decrypt-with opens it`,
    likelyCause: 'it was encrypted to other recipients, or its header is damaged',
    nextAction: 'set decrypt-with to the private key of a recipient that manifest.json lists',
  });
}

export function notAge(file: string): DeployError {
  return failure(file, {
    found: 'it is no age file',
    likelyCause:
      'another file has its name, it is empty or damaged at its start, or it is armored (age -a)',
    nextAction: FETCH_AGAIN,
  });
}

export function brokenHeader(file: string, cause: unknown): DeployError {
  return failure(
    file,
    {
      found: 'its header is cut off, or not as it was written',
      likelyCause: 'the file was damaged or changed',
      nextAction: FETCH_AGAIN,
    },
    cause,
  );
}

export function brokenPayload(file: string, cause: unknown): DeployError {
  return failure(
    file,
    {
      found: 'it is damaged or cut off',
      likelyCause:
        'an upload or download that was cut off, a full disk, or a faulty disk or memory',
      nextAction: FETCH_AGAIN,
    },
    cause,
  );
}

export function notReadable(file: string, cause: unknown): DeployError {
  return failure(
    file,
    {
      found: `it cannot be read (${messageOf(cause)})`,
      likelyCause: 'only a part of the backup was downloaded',
      nextAction: 'download the whole backup again',
    },
    cause,
  );
}

export function notWritable(file: string, cause: unknown): DeployError {
  return failure(
    file,
    {
      found: `its plaintext cannot be written (${messageOf(cause)})`,
      likelyCause: 'the archive is larger than the free disk of the runner, or the disk is faulty',
      nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
    },
    cause,
  );
}

function failure(file: string, problem: Omit<Problem, 'attempted'>, cause?: unknown): DeployError {
  return new DeployError({ attempted: `decrypt ${file}`, ...problem }, { cause });
}
