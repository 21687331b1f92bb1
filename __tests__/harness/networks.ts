import { spawnSync } from 'node:child_process';

/** As root, by a user namespace, or by sudo; asked without our own code. */
export const grantsNetworks = (): boolean =>
  [
    ['unshare', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])],
    ['sudo', '--non-interactive', 'unshare'],
  ].some(([command = '', ...args]) => spawnSync(command, [...args, '--net', 'true']).status === 0);
