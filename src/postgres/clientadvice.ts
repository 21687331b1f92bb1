import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeployError } from '../errors.js';
import type { Search } from './clienttools.js';
import type { Machine } from './programs.js';

/** Sets up apt.postgresql.org; part of postgresql-common, which GitHub's Ubuntu images carry. */
export const PGDG_SCRIPT = '/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh';

interface Distribution {
  /** As `ID` and `ID_LIKE` of os-release name it. */
  readonly names: readonly string[];
  /** One line of shell, with sudo: steps of a workflow are no root on GitHub's runners. */
  readonly install: (major: number, what: Packaged) => string;
}

/** The two packages of a major. */
type Packaged = 'client' | 'server';

const DEBIAN: Distribution = {
  names: ['debian', 'ubuntu'],
  install: (major, what) =>
    `sudo apt-get update && sudo apt-get install -y postgresql-common && sudo ${PGDG_SCRIPT} -y && sudo apt-get install -y postgresql-${what === 'client' ? 'client-' : ''}${major}`,
};

const DISTRIBUTIONS: readonly Distribution[] = [
  DEBIAN,
  {
    names: ['alpine'],
    install: (major, what) => `apk add postgresql${major}${what === 'client' ? '-client' : ''}`,
  },
  {
    names: ['rhel', 'fedora', 'centos', 'amzn'],
    install: (major, what) => `sudo dnf install -y postgresql${major}${what === 'server' ? '-server' : ''}`, // prettier-ignore
  },
  { names: ['suse', 'opensuse'], install: (major, what) => `sudo zypper -n install postgresql${major}${what === 'server' ? '-server' : ''}` }, // prettier-ignore
];

/** Whether packages come by apt-get. */
export async function isDebian(root = '/'): Promise<boolean> {
  return (await distributionOf(root)) === DEBIAN;
}

/**
 * The error for a machine without the client programs of a major.
 * `mayInstall` is true in a job, whose advice is a step of the workflow; a laptop's is a command.
 * @param tried what came of an attempt to install them.
 */
export async function missingTools(
  major: number,
  { root = '/', mayInstall = true }: Machine & { readonly mayInstall?: boolean },
  { others }: Search,
  tried?: string,
): Promise<DeployError> {
  const where = mayInstall ? 'the machine of this job' : 'this machine';
  const met = others.length === 0 ? 'no pg_dump is installed' : others.join('; ');
  return new DeployError({
    attempted: `find pg_dump ${major}, the major of the server`,
    found: tried === undefined ? met : `${met}; ${tried}`,
    likelyCause:
      others.length === 0
        ? `${where} has no Postgres client programs`
        : `${where} carries the client programs of another major`,
    nextAction: `${mayInstall ? 'add a step before this one: run' : 'install them'}: ${await installLine(major, root)}`,
  });
}

/** The one line of shell that installs the client or server programs of a major here. */
export async function installLine(
  major: number,
  root = '/',
  what: Packaged = 'client',
): Promise<string> {
  if (process.platform === 'darwin') return `brew install postgresql@${major}`;
  return ((await distributionOf(root)) ?? DEBIAN).install(major, what);
}

async function distributionOf(root: string): Promise<Distribution | undefined> {
  const release = await readFile(join(root, 'etc/os-release'), 'utf8').catch(() => '');
  const words = [...release.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)]
    .flatMap(([, value = '']) => value.split(/\s+/))
    .map((word) => word.replace(/^opensuse-.*/, 'opensuse'));
  return DISTRIBUTIONS.find(({ names }) => names.some((name) => words.includes(name)));
}
