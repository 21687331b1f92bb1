import { DeployError } from '../errors.js';
import { inRoot, installPackage, rootPrefix, type Provision } from './aptinstall.js';
import { installLine } from './clientadvice.js';
import { searchPrograms } from './programs.js';

/** The server programs of one major. Paths are absolute and never those of a wrapper. */
export interface ServerTools {
  readonly initdb: string;
  readonly postgres: string;
  /** As postgres prints it, e.g. `15.18`. */
  readonly version: string;
}

/** postgresql-common reads it when the package is unpacked: no cluster of the system is made or started. */
const CONFIGURATION = '/etc/postgresql-common/createcluster.conf';
const WITHOUT_SYSTEM_CLUSTER = `
  file=$0
  mkdir -p "$(dirname "$file")"
  if grep -qs '^create_main_cluster' "$file"
  then sed -i 's/^create_main_cluster.*/create_main_cluster = false/' "$file"
  else echo 'create_main_cluster = false' >> "$file"
  fi`;

/**
 * The server programs of a major: those of this machine, or else installed by apt-get under the
 * same rule as the client programs.
 * @throws {DeployError} with the line for the workflow, and with apt-get's last words if it failed.
 */
export async function serverToolsFor(major: number, provision: Provision): Promise<ServerTools> {
  const search = await searchServerTools(major, provision);
  if (search.tools !== undefined) return search.tools;
  const asRoot = await rootPrefix(provision);
  if (asRoot === undefined) throw await missing(major, provision, search.others);
  provision.log.info(`The server programs of Postgres ${major} are not here`);
  const wanted = {
    name: `postgresql-${major}`,
    before: [['/bin/sh', '-c', WITHOUT_SYSTEM_CLUSTER, inRoot(provision, CONFIGURATION)]],
  };
  const installed = await installPackage(wanted, asRoot, provision, async () => {
    return (await searchServerTools(major, provision)).tools;
  });
  if (!installed.ok) throw await missing(major, provision, search.others, installed.tried);
  provision.log.info(`Postgres ${installed.found.version} is installed: ${installed.found.postgres}`); // prettier-ignore
  return installed.found;
}

async function searchServerTools(
  major: number,
  provision: Provision,
): Promise<{ readonly tools?: ServerTools; readonly others: readonly string[] }> {
  const { found, others } = await searchPrograms(['postgres', 'initdb'], major, provision);
  if (found === undefined) return { others };
  const [postgres, initdb] = found.programs;
  return { tools: { initdb, postgres, version: found.version }, others };
}

async function missing(
  major: number,
  { root }: Provision,
  others: readonly string[],
  tried?: string,
): Promise<DeployError> {
  const met = others.length === 0 ? 'no Postgres server is installed' : others.join('; ');
  return new DeployError({
    attempted: `find the server programs of Postgres ${major}, the major of the backup`,
    found: tried === undefined ? met : `${met}; ${tried}`,
    likelyCause:
      others.length === 0
        ? 'the machine of this job has no Postgres server'
        : 'the machine of this job carries the server of another major',
    nextAction: `add a step before this one: run: ${await installLine(major, root, 'server')}; or give a service container of postgres:${major} by scratch-url`,
  });
}
