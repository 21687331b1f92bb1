import { DeployError } from '../errors.js';

/**
 * Whether the caller typed the name of the database that would be replaced. Nothing typed is no
 * mistake: then the step only looks.
 * @throws {DeployError} when another name was typed.
 */
export function isConfirmed(typed: string | undefined, database: string): boolean {
  if (typed === undefined || typed === database) return typed !== undefined;
  throw new DeployError({
    attempted: 'confirm the restore',
    found: `confirm-database is ${JSON.stringify(typed)}, DIRECT_URL leads to the database ${JSON.stringify(database)}`,
    likelyCause: 'the URL of another environment, or a slip of the pen',
    nextAction: `check DIRECT_URL; then set confirm-database to ${database}, or leave it empty to look only. Nothing was changed`,
  });
}
