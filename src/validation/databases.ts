import type { ProcessRunner } from '../actions/process.js';
import { notRun, type Finding } from '../record/finding.js';
import { backupPrivilegeFindings } from './backupprivileges.js';
import { checkQueryFindings, type Check } from './checkqueries.js';
import { directFindings } from './direct.js';
import { clientToolFindings, diskFindings } from './machine.js';
import { migratePrivilegeFindings } from './migrateprivileges.js';
import { reach, type Arrival, type Reached } from './reach.js';
import { referenceTableFindings, type WantedTable } from './referencetables.js';
import { groupByDatabase, samenessFindings } from './sameness.js';
import type { UrlName, UsableUrl } from './urls.js';
import { examine, type Visit } from './visit.js';
import { weatherFindings } from './weather.js';

export interface Examination {
  readonly arrivals: readonly Arrival[];
  /** URLs that are set, whether they could be reached or not. */
  readonly given: ReadonlySet<UrlName>;
  readonly referenceTables: readonly WantedTable[];
  readonly checks: readonly Check[];
  /** Whether pending migrations may create what is missing now. */
  readonly mayAppear: boolean;
  /** PATH of the job. */
  readonly searchPath: string;
  readonly workDirectory: string;
  readonly processes: ProcessRunner;
  readonly visit: Visit;
}

/** Connects to every URL at once; the answers come in the order of the URLs. */
export async function arrive(urls: readonly UsableUrl[], visit: Visit): Promise<Arrival[]> {
  return Promise.all(urls.map((url) => reach(url, visit)));
}

/** The server that answered behind a URL. */
export function reachedAs(arrivals: readonly Arrival[], name: UrlName): Reached | undefined {
  return arrivals.find(({ reached }) => reached?.name === name)?.reached;
}

/**
 * Everything that only the servers can tell. The checks on one server come one after the other: a
 * role may have few connections to spend.
 */
export async function examineDatabases(examination: Examination): Promise<readonly Finding[]> {
  const findings = await Promise.all([
    sameness(examination),
    production(examination),
    promotion(examination),
    checkQueries(examination),
  ]);
  return findings.flat();
}

async function sameness({ arrivals, given, visit }: Examination): Promise<readonly Finding[]> {
  const reached = arrivals.flatMap((arrival) => arrival.reached ?? []);
  return examine('rendezvous of the databases', visit, async () =>
    samenessFindings(await groupByDatabase(reached, visit), given),
  );
}

async function production(examination: Examination): Promise<readonly Finding[]> {
  const { visit, searchPath, processes, workDirectory } = examination;
  const checks: readonly (readonly [string, (direct: Reached) => Promise<Finding[]>])[] = [
    ['DIRECT_URL is direct', (direct) => directFindings(direct, visit)],
    ['privileges for backup', (direct) => backupPrivilegeFindings(direct, visit)],
    ['privileges for migrations', (direct) => migratePrivilegeFindings(direct, visit)],
    ['client tools', (direct) => clientToolFindings(direct, searchPath, processes)],
    ['disk', (direct) => diskFindings(direct, workDirectory, visit)],
    ['work of others', (direct) => weatherFindings(direct, visit)],
  ];
  const direct = reachedAs(examination.arrivals, 'DIRECT_URL');
  const findings: Finding[] = [];
  for (const [name, check] of checks) {
    findings.push(
      ...(direct === undefined
        ? [unreached(name, 'DIRECT_URL')]
        : await examine(name, visit, () => check(direct))),
    );
  }
  return findings;
}

/** Development is read through its own URL; production is written through the direct one. */
async function promotion(examination: Examination): Promise<readonly Finding[]> {
  const { arrivals, given, referenceTables, mayAppear, visit } = examination;
  const name = 'reference tables';
  const absent = (['DEV_DATABASE_URL', 'PROD_DATABASE_URL'] as const).filter(
    (url) => !given.has(url),
  );
  if (absent.length > 0) {
    return [notRun(name, `${absent.join(' and ')} not set: promotion is skipped`)];
  }
  if (referenceTables.length === 0) {
    return [notRun(name, 'none given to this step: set reference-tables as for promote')];
  }
  const side = (url: UrlName, kind: 'read' | 'written', appear: boolean) => {
    const reached = reachedAs(arrivals, url);
    const title = `${name} in ${url}`;
    if (reached === undefined) return Promise.resolve([unreached(title, url)]);
    return examine(title, visit, () =>
      referenceTableFindings(reached, kind, referenceTables, appear, visit),
    );
  };
  const sides = await Promise.all([
    side('DEV_DATABASE_URL', 'read', false),
    side('DIRECT_URL', 'written', mayAppear),
  ]);
  return sides.flat();
}

async function checkQueries(examination: Examination): Promise<readonly Finding[]> {
  const { arrivals, checks, mayAppear, visit } = examination;
  if (checks.length === 0) return [];
  const database = reachedAs(arrivals, 'DATABASE_URL');
  if (database === undefined) return [unreached('checks', 'DATABASE_URL')];
  return examine('checks', visit, () => checkQueryFindings(database, checks, mayAppear, visit));
}

function unreached(name: string, url: UrlName): Finding {
  return notRun(name, `${url} could not be reached`);
}
