import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// postgresql-common reads this file when the package is unpacked: no system cluster is made or started.
const WITHOUT_SYSTEM_CLUSTER =
  'mkdir -p /etc/postgresql-common && ' +
  'if grep -qs "^create_main_cluster" /etc/postgresql-common/createcluster.conf; ' +
  'then sed -i "s/^create_main_cluster.*/create_main_cluster = false/" /etc/postgresql-common/createcluster.conf; ' +
  'else echo "create_main_cluster = false" >> /etc/postgresql-common/createcluster.conf; fi';

/**
 * Installs the distribution's Postgres on Debian and Ubuntu, as root or with password-less sudo.
 * Returns the reason when it may not or could not, undefined when apt-get succeeded.
 */
export function installDistributionServer(options: {
  major?: number;
  log?: (line: string) => void;
}): string | undefined {
  if (!existsSync('/etc/debian_version') || !runs(['apt-get', '--version'])) {
    return 'this is not Debian or Ubuntu';
  }
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && !runs([...asRoot, 'true'])) {
    return 'neither root nor password-less sudo';
  }

  const name = options.major === undefined ? 'postgresql' : `postgresql-${options.major}`;
  options.log?.(`Installing the distribution's package ${name} …`);
  const install = `DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold ${name}`;
  // Fresh package lists only when the present ones do not do: that saves a minute, and works offline.
  const script = `${WITHOUT_SYSTEM_CLUSTER} && { ${install} || { apt-get update -q && ${install}; }; }`;
  const outcome = spawnSync(asRoot[0] ?? 'sh', [...asRoot, 'sh', '-c', script].slice(1), {
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (outcome.status === 0) return undefined;
  const words = `${outcome.stdout}\n${outcome.stderr}`.trim().split('\n');
  const complaint = words.findLast((line) => line.startsWith('E: ')) ?? words.at(-1) ?? '';
  return `apt-get install ${name} failed: ${complaint}`;
}

function runs([program, ...args]: string[]): boolean {
  return program !== undefined && spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
