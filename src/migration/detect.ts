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
  const uses = await Promise.all(ADAPTERS.map((adapter) => adapter.detect(directory)));
  const found = ADAPTERS.filter((_, at) => uses[at] === true);
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
