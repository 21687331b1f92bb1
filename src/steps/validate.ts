import { targetOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import type { ValidateDetails } from '../record/details.js';
import { hasFailed, notRun, pass, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { placeFindings } from '../validation/backupplace.js';
import type { Preflight } from '../validation/databases.js';
import type { Arrival, Reached } from '../validation/reach.js';
import { commandFindings } from '../validation/promotecommand.js';
import { secretFindings, turnedOff } from '../validation/secrets.js';
import { storageFindings } from '../validation/storage.js';
import { URL_NAMES, urlFindings, usableUrls, type GivenUrls } from '../validation/urls.js';
import { visibilityOf } from '../validation/visibility.js';
import type { Visit } from '../validation/visit.js';
import { examineMigrations } from './validateledger.js';

/** Most milliseconds for one look at a server. */
const PATIENCE_MS = 60_000;

/** Proves what all later steps need; finds every problem in one run, and changes nothing. */
export async function validate(
  config: Config<'validate'>,
  tools: Tools,
): Promise<Outcome<'validate'>> {
  const urls = givenUrls(config);
  const offline = await offlineFindings(config, tools, urls);
  const servers = await examineServers(config, tools, urls);
  const findings = [...offline, ...servers.findings];
  return {
    status: hasFailed(findings) ? 'failed' : 'passed',
    findings,
    details: { ...servers.details, turnedOff: turnedOff(config.secrets) },
  };
}

function givenUrls(config: Config<'validate'>): GivenUrls {
  return {
    DATABASE_URL: config.databaseUrl,
    DIRECT_URL: config.directUrl,
    DEV_DATABASE_URL: config.devDatabaseUrl,
    PROD_DATABASE_URL: config.prodDatabaseUrl,
  };
}

/** What can be told without any server, and without the weight of a client for one. */
async function offlineFindings(
  config: Config<'validate'>,
  tools: Tools,
  urls: GivenUrls,
): Promise<Finding[]> {
  const { secrets, retentionDays, surroundings } = config;
  const { inActions, longestRetentionDays } = surroundings;
  const reported = new Set(secrets.map(({ name }) => name));
  return [
    ...secretFindings(secrets, inActions),
    ...urlFindings(urls, reported, inActions),
    ...storageFindings({
      inActions,
      retentionDays,
      longestRetentionDays,
      backupTo: targetOf(config.backupTo, inActions),
      recipients: config.encryptTo.length,
      ...(await visibilityOf(config, tools)),
    }),
    ...(await commandFindings(config)),
    ...(await placeFindings({ ...surroundings, target: config.backupTo, runUrl: config.run.url })),
  ];
}

interface Examined {
  readonly findings: readonly Finding[];
  readonly details: Omit<ValidateDetails, 'turnedOff'>;
}

async function examineServers(
  config: Config<'validate'>,
  tools: Tools,
  urls: GivenUrls,
): Promise<Examined> {
  const usable = usableUrls(urls);
  if (usable.length === 0) {
    const nothing = notRun('databases', 'there is no URL to connect to');
    return { findings: [nothing], details: { databases: [] } };
  }
  const { arrive, examineDatabases, reachedAs } = await import('../validation/databases.js');
  const visit: Visit = {
    applicationName: `db-deploy/validate/${config.run.runId}`,
    signal: tools.signal,
    patienceMs: PATIENCE_MS,
  };
  const arrivals = await arrive(usable, visit);
  const direct = reachedAs(arrivals, 'DIRECT_URL');
  const migrations = await examineMigrations(config, direct, visit);
  const drift = await examineDrift(config, tools, direct, visit);
  const findings = await examineDatabases({
    arrivals,
    given: new Set(URL_NAMES.filter((name) => urls[name] !== undefined)),
    referenceTables: config.referenceTables,
    checks: config.checks,
    mayAppear: migrations.mayAppear,
    provision: {
      searchPath: config.surroundings.environment['PATH'] ?? '',
      processes: tools.processes,
      mayInstall: config.surroundings.inActions,
      log: tools.log,
    },
    workDirectory: tools.workDirectory,
    preflights: await preflightsOf(config, tools, visit),
    compareTables: (dev, prod) => compareTables(config, dev, prod, visit),
    visit,
  });
  return {
    findings: [
      ...arrivals.flatMap((arrival) => arrival.findings),
      ...findings,
      ...migrations.findings,
      ...drift,
    ],
    details: {
      databases: arrivals.flatMap(described),
      ...(migrations.tool === undefined ? {} : { migrationTool: migrations.tool }),
    },
  };
}

/** Later steps' own conditions, asked by their own code. */
async function preflightsOf(
  config: Config<'validate'>,
  tools: Tools,
  visit: Visit,
): Promise<readonly Preflight[]> {
  const [{ preflight }, { storagePreflights }, { look }] = await Promise.all([
    import('../backup/preflight.js'),
    import('../validation/storagepreflight.js'),
    import('../validation/visit.js'),
  ]);
  const { excludeSchemas, excludeTableData, surroundings, run } = config;
  const storage = {
    ...{ ...surroundings, target: config.backupTo, retentionDays: config.retentionDays },
    ...{ environment: config.environment, repository: run.repository, token: config.githubToken },
  };
  const excluded = { schemas: excludeSchemas, tableData: excludeTableData };
  const readAccess = async ({ connection }: Reached): Promise<readonly Finding[]> => {
    const { findings } = await look(
      connection,
      visit,
      'read the privileges for the backup',
      (session) => preflight(session, excluded),
    );
    return findings;
  };
  return [{ name: 'read access', check: readAccess }, ...storagePreflights(storage, tools, visit)];
}

/** Whether promote could compare the reference tables as both databases are now. */
async function compareTables(
  { referenceTables: tables }: Config<'validate'>,
  dev: Reached,
  prod: Reached,
  visit: Visit,
): Promise<readonly Finding[]> {
  const [{ survey }, { pinSettings }, { look }] = await Promise.all([
    import('../promotion/survey.js'),
    import('../postgres/transaction.js'),
    import('../validation/visit.js'),
  ]);
  const purpose = 'compare the reference tables';
  const targets = await look(dev.connection, visit, purpose, async (here) => {
    await pinSettings(here);
    return look(prod.connection, visit, purpose, async (there) => {
      await pinSettings(there);
      // The share of changes is judged on rows, which nobody reads here.
      return survey(here, there, { tables, maxChangePercent: 100, maxDeletes: 0 });
    });
  });
  return [pass('reference tables on both sides', `${targets.length} can be compared and written`)];
}

/** Told before anything is touched; migrate asks again, under the deploy lock. */
async function examineDrift(
  { drift: mode, surroundings: { visibility } }: Config<'validate'>,
  tools: Tools,
  direct: Reached | undefined,
  visit: Visit,
): Promise<readonly Finding[]> {
  const [{ DRIFT, driftFinding }, { readCatalog }, { pinSettings }, { examine, look }] =
    await Promise.all([
      import('../migration/drift.js'),
      import('../postgres/catalog.js'),
      import('../postgres/transaction.js'),
      import('../validation/visit.js'),
    ]);
  if (direct === undefined) return [notRun(DRIFT, 'DIRECT_URL could not be reached')];
  return examine(DRIFT, visit, async () => {
    const catalog = await look(direct.connection, visit, 'read the catalog', async (session) => {
      await pinSettings(session);
      return readCatalog(session);
    });
    return [await driftFinding({ ...tools, mode, visibility, catalog })];
  });
}

function described({ reached }: Arrival): ValidateDetails['databases'] {
  if (reached === undefined) return [];
  const { name, role, identity, version, tls } = reached;
  const shown = `${role}@${identity.host}:${identity.port}/${identity.database}`;
  return [{ role: name, shown, serverVersion: version, tls }];
}
