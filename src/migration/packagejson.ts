import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
});

/** Whether the package.json of a directory names a package. False where there is no package.json. */
export async function dependsOn(directory: string, name: string): Promise<boolean> {
  const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const parsed = packageSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return false;
  const { dependencies = {}, devDependencies = {} } = parsed.data;
  return Object.hasOwn(dependencies, name) || Object.hasOwn(devDependencies, name);
}
