import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What others wrote, and what git keeps. */
const NOT_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git', '.next', '.turbo']);
/** Nobody writes a longer configuration by hand. */
export const LONGEST = 256 * 1024;
const MOST = 20_000;

/** Files below a directory. */
export interface Walk {
  readonly paths: readonly string[];
  /** False when there were more than anybody looks through. */
  readonly complete: boolean;
}

/** Every file that a person may have written, of up to 256 KB; links are not followed into directories. */
export async function walk(directory: string, most: number = MOST): Promise<Walk> {
  const paths: string[] = [];
  const left = [directory];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const below = next;
    for (const entry of await readdir(below, { withFileTypes: true }).catch(() => [])) {
      const path = join(below, entry.name);
      if (entry.isDirectory()) {
        if (!NOT_ENTERED.has(entry.name)) left.push(path);
        continue;
      }
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile() !== true || found.size > LONGEST) continue;
      if (paths.length === most) return { paths, complete: false };
      paths.push(path);
    }
  }
  return { paths, complete: true };
}
