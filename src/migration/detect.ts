import { stat } from 'node:fs/promises';
import { DeployError } from '../errors.js';
import type { Adapter } from './adapter.js';
import { ADAPTERS } from './adapters/table.js';

export interface Detected {
  /** Undefined for a tool without a ledger that we know. */
  readonly adapter: Adapter | undefined;
  /** The command to run; undefined when there is none. */
  readonly command: string | undefined;
  /** For people: what was found and what follows from it. */
  readonly found: string;
}

/**
 * Which migration tool the application uses. `migrate-command` decides what runs; the ledger is
 * that of the tool found in the repository, because the command is often an npm script around it.
 * @throws {DeployError} when two tools are found and nothing says which one counts.
 */
export async function detectAdapter(
  directory: string,
  migrateCommand: string | undefined,
): Promise<Detected> {
  await requireDirectory(directory);
  const uses = await Promise.all(ADAPTERS.map((adapter) => adapter.detect(directory)));
  const found = ADAPTERS.filter((_, at) => uses[at] === true).filter(
    ({ name }) => !namesAnother(migrateCommand, name),
  );
  const named = found.filter((adapter) => migrateCommand?.includes(adapter.name) === true);
  const [adapter, second] = named.length === 1 ? named : found;
  if (adapter !== undefined && second !== undefined) {
    throw new DeployError({
      attempted: 'detect the migration tool',
      found: `${adapter.name} and ${second.name} are both used in ${directory}`,
      nextAction: 'name the one that migrates production in migrate-command',
    });
  }
  if (adapter === undefined) {
    return migrateCommand === undefined
      ? { adapter, command: undefined, found: 'no migration tool that this action knows' }
      : {
          adapter,
          command: migrateCommand,
          found: 'a command without a ledger that this action can read',
        };
  }
  return { adapter, command: migrateCommand ?? adapter.command, found: adapter.name };
}

/** Programs that migrate and that no script would call for another of them. */
const TOOLS =
  /\b(prisma|drizzle-kit|node-pg-migrate|dbmate|knex|typeorm|sequelize|flyway|liquibase|sqitch|atlas|goose|alembic)\b/;

/** `npx prisma migrate deploy` in a package that also depends on another tool. */
function namesAnother(command: string | undefined, adapter: string): boolean {
  return command !== undefined && TOOLS.test(command) && !command.includes(adapter);
}

async function requireDirectory(directory: string): Promise<void> {
  const isDirectory = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isDirectory) return;
  throw new DeployError({
    attempted: 'look for the migration tool',
    found: `the directory ${directory} does not exist`,
    likelyCause:
      'working-directory is misspelt, or the job has no actions/checkout before this step',
    nextAction: 'set working-directory to the directory with the package.json',
  });
}

/** Where there is neither a tool nor a command. */
export function nothingToRun(directory: string, found: string): DeployError {
  return new DeployError({
    attempted: `find the migration tool of ${directory}`,
    found,
    nextAction:
      'give the command in migrate-command, e.g. npx prisma migrate deploy, and the directory of its package.json in working-directory',
  });
}
