import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { z } from 'zod';
import type { Project } from '../adapter.js';
import { firstOf } from '../ledger/files.js';
import { dependsOn } from '../detection/packagejson.js';
import { optionValue } from './commandline.js';
import { nodeEnv } from './nodeenv.js';
import { unreadable } from './unreadable.js';

const FORMATS = ['json', 'js', 'ts', 'cjs', 'mjs', 'yaml', 'yml', 'json5', 'toml'] as const;
/** What moves the ledger or the files, in a file that is a program. */
const SETTING = /migrations-(table|schema|dir)|\bschema\b/;
const sectionSchema = z.record(z.string(), z.unknown());

/**
 * Settings of node-pg-migrate outside its command line: the file of `-f`, or section `db` in the
 * files of the `config` package (its config/default, then that of NODE_ENV, then local ones).
 * @returns reads one setting as text; undefined where it is not set.
 * @throws {DeployError} for files that are programs.
 */
export async function configSection(
  project: Project,
  tool: string,
): Promise<(name: string) => string | undefined> {
  const { directory, command } = project;
  const named = optionValue(command, tool, ['-f', '--config-file']);
  const section = optionValue(command, tool, ['--config-value']) ?? 'db';
  const files = named === undefined ? await configFiles(project) : [resolve(directory, named)];
  const layers: z.infer<typeof sectionSchema>[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (extname(file) !== '.json') {
      if (SETTING.test(text))
        throw unreadable('the settings of node-pg-migrate', file, 'a program');
      continue;
    }
    const all = sectionSchema.safeParse(JSON.parse(text));
    const own = all.success ? sectionSchema.safeParse(all.data[section]) : all;
    // A file of its own for the tool needs no section.
    if (own.success) layers.push(own.data);
    else if (named !== undefined && all.success) layers.push(all.data);
  }
  return (name) => {
    const value = layers.map((layer) => layer[name]).findLast((found) => found !== undefined);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && typeof value[0] === 'string') return value[0];
    if (typeof value === 'string' || typeof value === 'boolean') return String(value);
    throw unreadable(name, files.join(', '), JSON.stringify(value));
  };
}

/** Later ones override. The tool reads them only where the package `config` is installed. */
async function configFiles(project: Project): Promise<string[]> {
  const { directory, environment } = project;
  if (!(await dependsOn(directory, 'config'))) return [];
  const found = await Promise.all(
    ['default', nodeEnv(project), 'local', `local-${nodeEnv(project)}`].map((name) =>
      firstOf(
        resolve(directory, environment['NODE_CONFIG_DIR'] ?? 'config'),
        FORMATS.map((format) => `${name}.${format}`),
      ),
    ),
  );
  return found.filter((file) => file !== undefined);
}
