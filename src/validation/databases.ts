import type { Provision } from '../postgres/aptinstall.js';
import { hasFailed, notRun, type Finding } from '../record/finding.js';
import { checkQueryFindings, type Check } from './checkqueries.js';
import { directFindings } from './direct.js';
import { clientToolFindings, diskFindings } from './machine.js';
import { migratePrivilegeFindings } from './migrateprivileges.js';
import { reach, type Arrival, type Reached } from './reach.js';
import { referenceTableFindings, type WantedTable } from './referencetables.js';
import { rollbackFindings } from './rollback.js';
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
  /** Where client programs are looked for, and whether a backup may install them. */
  readonly provision: Provision;
  readonly workDirectory: string;
  /** What later steps will ask of production, by the check's name; asked now by their own code. */
  readonly preflights: readonly Preflight[];
  /** Whether promote could compare the tables of both sides as they are now. */
  readonly compareTables: (dev: Reached, prod: Reached) => Promise<readonly Finding[]>;
  readonly visit: Visit;
}

export interface Preflight {
  readonly name: string;
  readonly check: (direct: Reached) => Promise<readonly Finding[]>;
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
  const { visit, provision, workDirectory, checks, mayAppear } = examination;
  const plan = (direct: Reached): Promise<Finding[]> =>
    checkQueryFindings(direct, checks, mayAppear, visit);
  const all: readonly Preflight[] = [
    { name: 'DIRECT_URL is direct', check: (direct) => directFindings(direct, visit) },
    ...examination.preflights,
    {
      name: 'privileges for migrations',
      check: (direct) => migratePrivilegeFindings(direct, visit),
    },
    { name: 'client tools', check: (direct) => clientToolFindings(direct, provision) },
    { name: 'disk', check: (direct) => diskFindings(direct, workDirectory, visit) },
    { name: 'rollback', check: (direct) => rollbackFindings(direct, visit) },
    { name: 'work of others', check: (direct) => weatherFindings(direct, visit) },
    ...(checks.length === 0 ? [] : [{ name: 'checks', check: plan }]),
  ];
  const direct = reachedAs(examination.arrivals, 'DIRECT_URL');
  const findings: Finding[] = [];
  for (const { name, check } of all) {
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
  return [...sides.flat(), ...(await comparison(examination, sides.flat()))];
}

/** The shapes of both sides: only where names and privileges are right, and nothing will change them. */
async function comparison(
  { arrivals, mayAppear, compareTables, visit }: Examination,
  sides: readonly Finding[],
): Promise<readonly Finding[]> {
  const name = 'reference tables on both sides';
  const dev = reachedAs(arrivals, 'DEV_DATABASE_URL');
  const prod = reachedAs(arrivals, 'DIRECT_URL');
  if (dev === undefined || prod === undefined || hasFailed(sides)) {
    return [notRun(name, 'not compared while one of them is out of reach')];
  }
  if (mayAppear) return [notRun(name, 'compared by promote, after the pending migrations')];
  return examine(name, visit, () => compareTables(dev, prod));
}

function unreached(name: string, url: UrlName): Finding {
  return notRun(name, `${url} could not be reached`);
}
