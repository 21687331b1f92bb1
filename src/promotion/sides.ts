import { DeployError, problemsOf, type Problem } from '../errors.js';
import { shown, type Connection } from '../postgres/connection.js';
import { requireDirect } from '../postgres/directness.js';
import { sameDatabase } from '../postgres/rendezvous.js';
import type { SessionSettings } from '../postgres/session.js';
import { pass, type Finding } from '../record/finding.js';

/** The three URLs of a promotion. */
export interface Sides {
  readonly dev: Connection;
  readonly prod: Connection;
  readonly direct: Connection;
}

/**
 * Proves that writes go where they are meant to: the direct URL is direct, PROD is the database
 * behind it, and DEV is another one.
 * @throws {DeployError} with every proof that failed.
 */
export async function proveSides(
  { dev, prod, direct }: Sides,
  { purpose, applicationName, signal }: SessionSettings,
): Promise<Finding> {
  const settings = { purpose, applicationName, signal };
  const problems: Problem[] = [];
  // One after the other: each borrows two sessions, and small servers have few.
  for (const proof of [
    () => requireDirect(direct, settings),
    async () => {
      if (!(await sameDatabase(prod, direct, settings))) throw prodIsAnother(prod, direct);
    },
    async () => {
      if (await sameDatabase(dev, direct, settings)) throw devIsProd(dev);
    },
  ]) {
    await proof().catch((error: unknown) => {
      signal.throwIfAborted();
      problems.push(...problemsOf(error, purpose));
    });
  }
  if (problems.length > 0) throw new DeployError(problems);
  return pass(
    'databases',
    'DIRECT_URL is direct, PROD_DATABASE_URL is the same live database, DEV_DATABASE_URL is another',
  );
}

function prodIsAnother(prod: Connection, direct: Connection): DeployError {
  return new DeployError({
    attempted: 'promote to PROD_DATABASE_URL',
    found: `${shown(prod)} is another database than DIRECT_URL, ${shown(direct)}`,
    likelyCause: 'one of the two secrets belongs to another environment, a branch or a replica',
    nextAction:
      'set both to the production database: the one that was backed up is the one that is written',
  });
}

function devIsProd(dev: Connection): DeployError {
  return new DeployError({
    attempted: 'promote from DEV_DATABASE_URL',
    found: `${shown(dev)} is production itself`,
    likelyCause: 'the secret holds production’s URL',
    nextAction: 'set DEV_DATABASE_URL to the database in which the rows are maintained',
  });
}
