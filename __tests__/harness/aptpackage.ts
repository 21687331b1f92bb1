import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PATIENCE = 300_000;

/**
 * Installs one of the distribution's packages, where that is allowed: as root on Debian and Ubuntu.
 * @param andThen a shell command that runs after it.
 */
export function installPackage(name: string, andThen = 'true'): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const install = `DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${name}`; // prettier-ignore
  // A fresh machine has no package lists, or old ones.
  const script = `{ ${install} || { apt-get update -q && ${install}; }; } && { ${andThen}; }`;
  spawnSync('sh', ['-c', script], { stdio: 'ignore', timeout: PATIENCE });
}
