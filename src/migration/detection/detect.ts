import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DeployError } from '../../errors.js';
import type { Connection } from '../../postgres/connection.js';
import type { Adapter, Migrations, Setup } from '../adapter.js';
import { ADAPTERS } from '../adapters/table.js';
import { exists } from '../ledger/files.js';
import { spelledOut } from './packagejson.js';
import { calls } from '../settings/commandline.js';

/** The application whose migrations are deployed, as every step's config describes it. */
export interface Application {
  readonly workingDirectory: string;
  readonly migrateCommand?: string | undefined;
  /** Undefined where none is given or none answers. */
  readonly directUrl?: Connection | undefined;
  readonly surroundings: {
    readonly workspace: string;
    readonly environment: Readonly<Record<string, string>>;
  };
}

export interface Detected {
  /** `working-directory`, absolute. */
  readonly directory: string;
  /** Undefined for a tool without a ledger that we know. */
  readonly migrations: Migrations | undefined;
  /** The command to run; undefined when there is none. */
  readonly command: string | undefined;
  /** For people: what was found and what follows from it. */
  readonly found: string;
}

/**
 * Which migration tool the application uses, and how it is set up. `migrate-command` decides what
 * runs; the ledger is that of the tool it names, else of the tool found in the repository, because
 * the command is often a script around it.
 * @throws {DeployError} when two tools are found and nothing says which one counts.
 */
export async function detectTool(application: Application): Promise<Detected> {
  const { migrateCommand, directUrl, surroundings } = application;
  const directory = resolve(surroundings.workspace, application.workingDirectory);
  await requireDirectory(directory);
  const command = migrateCommand && (await spelledOut(directory, migrateCommand));
  const adapter = await chooseAdapter(directory, command);
  const setup = await adapter?.locate({
    directory,
    command: command ?? '',
    environment: surroundings.environment,
    url: directUrl?.url,
  });
  if (adapter === undefined || setup === undefined || (await isBeside(adapter, setup, command))) {
    const found =
      migrateCommand === undefined
        ? 'no migration tool that this action knows'
        : 'a command without a ledger that this action can read';
    return { directory, migrations: undefined, command: migrateCommand, found };
  }
  return {
    directory,
    migrations: { ...setup, adapter },
    command: migrateCommand ?? adapter.command,
    found: adapter.name,
  };
}

async function chooseAdapter(
  directory: string,
  command: string | undefined,
): Promise<Adapter | undefined> {
  const named = ADAPTERS.filter(({ name }) => calls(command ?? '', name));
  const uses = await Promise.all(ADAPTERS.map((adapter) => adapter.detect(directory)));
  const found = ADAPTERS.filter((_, at) => uses[at] === true);
  // A command that names a tool we do not know is not run by one that lies beside it.
  const candidates = named.length > 0 ? named : TOOLS.test(command ?? '') ? [] : found;
  const [adapter, second] = candidates;
  if (adapter !== undefined && second !== undefined) {
    throw new DeployError({
      attempted: 'detect the migration tool',
      found: `${adapter.name} and ${second.name} are both used in ${directory}`,
      nextAction: 'name the one that migrates production in migrate-command',
    });
  }
  return adapter;
}

/** An ORM that lies beside a command of the team's own: it has no migrations. */
async function isBeside(
  { name }: Adapter,
  { directories }: Setup,
  command: string | undefined,
): Promise<boolean> {
  if (command === undefined || calls(command, name)) return false;
  return !(await Promise.all(directories.map(exists))).includes(true);
}

/** Programs that migrate and that no script would call for another of them. */
const TOOLS =
  /\b(typeorm|sequelize|mikro-orm|flyway|liquibase|sqitch|atlas|goose|alembic|pgroll|graphile-migrate)\b/;

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
