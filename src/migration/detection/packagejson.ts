import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.unknown()).optional(),
  devDependencies: z.record(z.string(), z.unknown()).optional(),
  scripts: z.record(z.string(), z.string()).optional(),
  prisma: z.object({ schema: z.string().optional() }).optional(),
});

/** The parts of a directory's package.json that tell of its migrations; empty without one. */
export async function readPackage(directory: string): Promise<z.infer<typeof packageSchema>> {
  const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const parsed = packageSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : {};
}

/** Whether the package.json of a directory names a package. */
export async function dependsOn(directory: string, name: string): Promise<boolean> {
  const { dependencies = {}, devDependencies = {} } = await readPackage(directory);
  return Object.hasOwn(dependencies, name) || Object.hasOwn(devDependencies, name);
}

/** `npm run migrate`, and what the other package managers make of it. */
const RUN =
  /\b(?:npm|pnpm|yarn|bun)\s+(?:-\S+\s+)*(?:run\s+|run-script\s+)?(?:-\S+\s+)*([\w:.-]+)/g;
/** Scripts that call scripts. */
const DEPTH = 4;

/** A command with the text of each npm script that it runs, so that the tool and its options can be seen. */
export async function spelledOut(directory: string, command: string): Promise<string> {
  const { scripts = {} } = await readPackage(directory);
  let text = command;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    text = text.replace(RUN, (whole, name: string) =>
      Object.hasOwn(scripts, name) ? (scripts[name] ?? whole) : whole,
    );
  }
  return text;
}
