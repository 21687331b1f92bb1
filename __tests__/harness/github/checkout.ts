import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Plays actions/checkout without git: copies the fixture into the workspace (or `path:` below it).
 * Returns every file that came, by path, with its {@link fileStamp}.
 * @throws Error when the run has no fixture.
 */
export async function checkOut(
  fixture: string | undefined,
  workspace: string,
  subdirectory: string,
): Promise<ReadonlyMap<string, string>> {
  if (fixture === undefined)
    throw new Error('actions/checkout needs the option `repository.fixture`.');
  const target = path.resolve(workspace, subdirectory);
  await mkdir(target, { recursive: true });
  await cp(fixture, target, { recursive: true, verbatimSymlinks: true });
  const stamps = new Map<string, string>();
  for (const entry of await readdir(fixture, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(target, path.relative(fixture, entry.parentPath), entry.name);
    stamps.set(file, await fileStamp(file));
  }
  return stamps;
}

/** Changes whenever the file is written; '' when it is gone. */
export async function fileStamp(file: string): Promise<string> {
  const facts = await stat(file, { bigint: true }).catch(() => undefined);
  return facts === undefined ? '' : `${facts.ino} ${facts.size} ${facts.mtimeNs}`;
}
