import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Masker } from './masker.js';
import { messageOf, systemCode } from './system-error.js';

/** The files through which one step talks to the runner; each step gets fresh, empty ones. */
export interface CommandFiles {
  readonly output: string;
  readonly env: string;
  readonly state: string;
  readonly path: string;
  readonly summary: string;
}

const SUMMARY_LIMIT_BYTES = 1024 * 1024;

/** Creates the command files of a step below `temporaryDirectory`, in the runner's own folder and naming. */
export async function createCommandFiles(temporaryDirectory: string): Promise<CommandFiles> {
  const folder = path.join(temporaryDirectory, '_runner_file_commands');
  await mkdir(folder, { recursive: true });
  const suffix = randomUUID();
  const files: CommandFiles = {
    output: path.join(folder, `set_output_${suffix}`),
    env: path.join(folder, `set_env_${suffix}`),
    state: path.join(folder, `save_state_${suffix}`),
    path: path.join(folder, `add_path_${suffix}`),
    summary: path.join(folder, `step_summary_${suffix}`),
  };
  await Promise.all(Object.values(files).map((file: string) => writeFile(file, '')));
  return files;
}

/** The environment variables by which a step finds its command files. */
export function commandFileVariables(files: CommandFiles): Record<string, string> {
  return {
    GITHUB_OUTPUT: files.output,
    GITHUB_ENV: files.env,
    GITHUB_STATE: files.state,
    GITHUB_PATH: files.path,
    GITHUB_STEP_SUMMARY: files.summary,
  };
}

/** What a step wrote into its command files. */
export interface FileCommandResults {
  readonly outputs: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  /** Masked line by line; '' when nothing was written or the whole upload was refused. */
  readonly summary: string;
  /** The summary as the step wrote it, for the search for secrets only. */
  readonly rawSummary: string;
  /** Errors that fail the step: a malformed file. */
  readonly errors: readonly string[];
  /** Errors that only annotate: a summary over 1 MiB is lost whole, the step stays green. */
  readonly notices: readonly string[];
}

/**
 * Reads the command files. The runner does so in a `finally`, hence also after a failure, timeout or cancel.
 * Source: actions/runner `FileCommandManager`; only LF separates lines on Linux, so a value may hold CR.
 */
export async function readCommandFiles(
  files: CommandFiles,
  masker: Masker,
): Promise<FileCommandResults> {
  const errors: string[] = [];
  const notices: string[] = [];
  const pairs = async (kind: 'output' | 'env' | 'state'): Promise<Map<string, string>> => {
    try {
      return parsePairs(await readText(files[kind]));
    } catch (error) {
      errors.push(`Unable to process file command '${kind}' successfully.`);
      errors.push(messageOf(error));
      return new Map();
    }
  };
  const env = await pairs('env');
  if (env.delete('NODE_OPTIONS')) {
    errors.push("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
  }
  const outputs = await pairs('output');
  const state = await pairs('state');
  const paths = (await readText(files.path)).split(/\r\n|\n|\r/).filter((line) => line !== '');
  const rawSummary = await readText(files.summary);
  const summary = await acceptSummary(files.summary, rawSummary, masker, notices);
  return { outputs, env, state, paths, summary, rawSummary, errors, notices };
}

async function acceptSummary(
  file: string,
  text: string,
  masker: Masker,
  notices: string[],
): Promise<string> {
  if (text === '') return '';
  const { size } = await stat(file);
  if (size > SUMMARY_LIMIT_BYTES) {
    notices.push(
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${SUMMARY_LIMIT_BYTES / 1024}k, got ${Math.floor(size / 1024)}k.`,
    );
    return '';
  }
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => masker.mask(line))
    .join('\n');
}

/**
 * Parses `NAME=VALUE` and `NAME<<DELIMITER` blocks; the last write of a name wins.
 * @throws Error with the runner's text when a line is neither, a name is empty or a delimiter never comes.
 */
export function parsePairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
      pairs.set(line.slice(0, equals), line.slice(equals + 1));
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(
          `Invalid format '${line}'. Name must not be empty and delimiter must not be empty`,
        );
      }
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      pairs.set(name, lines.slice(index + 1, end).join('\n'));
      index = end;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return pairs;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // A step may delete its own command files; the runner treats that as "nothing written".
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}
