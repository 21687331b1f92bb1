import { existsSync } from 'node:fs';
import { inRoot, installPackage, rootPrefix, run, type Provision } from './aptinstall.js';
import { missingTools, PGDG_SCRIPT } from './clientadvice.js';
import { searchClientTools, type ClientTools } from './clienttools.js';

/** What there would be for a step that needs the client programs. */
export type Outlook =
  | { readonly from: 'this machine'; readonly tools: ClientTools }
  /** `version` of the package that apt-get would install. */
  | { readonly from: 'apt-get'; readonly version: string }
  /** apt-get does not know the package yet; it may after reading its sources, or apt.postgresql.org's. */
  | { readonly from: 'perhaps apt-get'; readonly pgdg: boolean };

/**
 * The client programs of a major: those of this machine, or else installed by apt-get where that is
 * allowed and possible: on Debian and Ubuntu, as root or with a sudo that asks for nothing.
 * @throws {DeployError} with the line that installs them, and with apt-get's last words if it failed.
 */
export async function clientToolsFor(major: number, provision: Provision): Promise<ClientTools> {
  const search = await searchClientTools(major, provision);
  if (search.tools !== undefined) return search.tools;
  const asRoot = await rootPrefix(provision);
  if (asRoot === undefined) throw await missingTools(major, provision, search);
  provision.log.info(`pg_dump ${major} is not here`);
  const wanted = { name: `postgresql-client-${major}`, before: [] };
  const installed = await installPackage(wanted, asRoot, provision, async () => {
    return (await searchClientTools(major, provision)).tools;
  });
  if (!installed.ok) throw await missingTools(major, provision, search, installed.tried);
  const { version, pgDump } = installed.found;
  provision.log.info(`pg_dump ${version} is installed: ${pgDump}`);
  return installed.found;
}

/**
 * What {@link clientToolsFor} would find on this machine, without changing it.
 * @throws {DeployError} where it would fail for certain.
 */
export async function clientToolsOutlook(major: number, provision: Provision): Promise<Outlook> {
  const search = await searchClientTools(major, provision);
  if (search.tools !== undefined) return { from: 'this machine', tools: search.tools };
  if ((await rootPrefix(provision)) === undefined) {
    throw await missingTools(major, provision, search);
  }
  const policy = await run(
    [inRoot(provision, '/usr/bin/apt-cache'), 'policy', `postgresql-client-${major}`],
    provision,
  );
  const version = /^ {2}Candidate: (?!\(none\))(\S+)/m.exec(policy.stdout.join('\n'))?.[1];
  return version === undefined
    ? { from: 'perhaps apt-get', pgdg: existsSync(inRoot(provision, PGDG_SCRIPT)) }
    : { from: 'apt-get', version };
}
