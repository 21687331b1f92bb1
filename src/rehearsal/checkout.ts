import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { DeployError, type Problem } from '../errors.js';
import { couldNotVerify, type Finding } from '../record/finding.js';
import { URL_NAMES } from './isolation.js';
import { LONGEST, walk } from './textfiles.js';
import type { Leads } from './traces.js';

export interface CheckoutSettings {
  /** Where the repository begins. */
  readonly workspace: string;
  /** Where the tools run. */
  readonly directory: string;
  /** The migration tool's. */
  readonly command: string;
  /** The job's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly leads: Leads;
  /** Whether every file of the workspace is searched: where the tool has the network of the job. */
  readonly everywhere: boolean;
}

export interface CleanCheckout {
  /** Further variables that must be set: each holds the URL of some database. */
  readonly shadowed: readonly string[];
  readonly findings: readonly Finding[];
}

const DOTENV = /^\.env(?!.*\.(example|sample|template|dist|vault)$)(\..+)?$/;
const EXAMPLE = /^\.env\..*(example|sample|template|dist|vault)$/;
const CONFIGURATION = /\.(json|ya?ml|toml|ini|conf|properties|[cm]?[jt]s)$/;
const NOT_READ = /^(package-lock|npm-shrinkwrap|pnpm-lock|tsconfig.*)\./;
/** Directories in which tools keep their configuration, below each of the checkout's. */
const PLACES = ['', 'prisma', 'config', 'db', 'database', 'drizzle', 'migrations'];
/** A shell that reads a file of variables, or a loader told to: what is set already is set again. */
const OVERRIDES =
  /(^|[\s;&|"'(])(source|\.)\s+["']?\S*\.env|dotenv\S*\s+.*(-o|--overload|--override)\b|\boverride['\"]?\s*:\s*true|\bdotenvx?\b.*\boverload\b/;
const ENTRY = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*("(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|.*)$/gm;

/**
 * Refuses a checkout and home in which a tool would find its way to production by itself. Variables
 * of `.env` files are read only where the environment does not have them, so those of names that
 * we set may stay.
 * @throws {DeployError} naming files and variables, never values.
 */
export async function requireCleanCheckout(settings: CheckoutSettings): Promise<CleanCheckout> {
  const { workspace, leads, everywhere } = settings;
  const { texts, complete } = await read(settings);
  const overriding = OVERRIDES.test(settings.command) || [...texts.values()].some((text) => OVERRIDES.test(text)); // prettier-ignore
  const problems: Problem[] = [];
  const shadowed = new Set<string>();
  for (const [path, text] of texts) {
    const shownPath = path.startsWith(workspace) ? relative(workspace, path) : path;
    if (!isDotenv(path, settings)) {
      if (leads(text)) problems.push(leading(shownPath, []));
      continue;
    }
    const entries = entriesOf(text);
    const known = (name: string): boolean => !overriding && URL_NAMES.includes(name); // prettier-ignore
    const names = entries.filter(({ value }) => leads(value)).map(({ name }) => name);
    const refused = names.filter((name) => !known(name));
    // A value over several lines, or a form of file that we do not read.
    if (refused.length > 0 || (leads(text) && names.length === 0)) problems.push(leading(shownPath, refused)); // prettier-ignore
    for (const { name, value } of entries) if (/^postgres(ql)?:\/\//.test(value)) shadowed.add(name); // prettier-ignore
  }
  if (problems.length > 0) throw new DeployError(problems);
  const unread = couldNotVerify('files of the checkout', 'there are more than 20,000: the others were not searched for addresses of production'); // prettier-ignore
  return { shadowed: [...shadowed], findings: everywhere && !complete ? [unread] : [] };
}

async function read(
  settings: CheckoutSettings,
): Promise<{ texts: ReadonlyMap<string, string>; complete: boolean }> {
  const texts = new Map<string, string>();
  const all = settings.everywhere ? await walk(settings.workspace) : { paths: [], complete: true };
  const written = all.paths.filter((path) => !NOT_READ.test(basename(path)) && !EXAMPLE.test(basename(path))); // prettier-ignore
  for (const path of new Set([...(await filesOf(settings)), ...written])) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (!text.includes('\0')) texts.set(path, text);
  }
  return { texts, complete: all.complete };
}

function isDotenv(path: string, { environment }: CheckoutSettings): boolean {
  return DOTENV.test(basename(path)) || path === environment['DOTENV_CONFIG_PATH'];
}

async function filesOf({ workspace, directory, environment }: CheckoutSettings): Promise<string[]> {
  const home = environment['HOME'] ?? '';
  const named = ['PGPASSFILE', 'PGSERVICEFILE', 'DOTENV_CONFIG_PATH'].map((name) => environment[name] ?? ''); // prettier-ignore
  const ofHome = home === '' ? [] : ['.pgpass', '.pg_service.conf'].map((file) => join(home, file));
  const found = new Set([...named, ...ofHome].filter((path) => path !== '').map((path) => resolve(directory, path))); // prettier-ignore
  for (const level of levels(workspace, directory)) {
    for (const place of PLACES) {
      const below = join(level, place);
      const entries = await readdir(below, { withFileTypes: true }).catch(() => []);
      for (const entry of entries.filter((each) => !each.isDirectory())) {
        const reads = DOTENV.test(entry.name) || (CONFIGURATION.test(entry.name) && !NOT_READ.test(entry.name)); // prettier-ignore
        const path = join(below, entry.name);
        if (reads && (await bytesOf(path)) <= LONGEST) found.add(path);
      }
    }
  }
  return [...found];
}

/** The directory and those above it, up to the workspace. */
function levels(workspace: string, directory: string): string[] {
  const above = dirname(directory);
  const within = directory.startsWith(`${workspace}/`) && above !== directory;
  return within ? [directory, ...levels(workspace, above)] : [directory];
}

async function bytesOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

function entriesOf(text: string): { name: string; value: string }[] {
  return [...text.matchAll(ENTRY)].map(([, name = '', value = '']) => ({
    name,
    value: value.trim().replace(/^(["'`])(.*)\1$/s, '$2'),
  }));
}

function leading(file: string, names: readonly string[]): Problem {
  const where = names.length === 0 ? file : `${names.join(', ')} in ${file}`;
  return {
    attempted: 'keep the rehearsal away from production',
    found: `${where} holds the host or a password of a database that it must not reach`,
    likelyCause: 'a tool that reads this file would connect there instead of to the scratch database', // prettier-ignore
    nextAction: `remove it from the job that rehearses: let the tool read DATABASE_URL, which the rehearsal sets`,
  };
}
