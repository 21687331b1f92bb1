import { resolve } from 'node:path';
import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import { compareLedger } from '../migration/ledger.js';
import type { ValidateDetails } from '../record/details.js';
import { hasFailed, notRun, pass, warn, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { ledgerFindings } from '../validation/ledger.js';
import type { Arrival, Reached } from '../validation/reach.js';
import { secretFindings, turnedOff } from '../validation/secrets.js';
import { storageFindings } from '../validation/storage.js';
import { URL_NAMES, urlFindings, usableUrls, type GivenUrls } from '../validation/urls.js';
import type { Visit } from '../validation/visit.js';

/** Most milliseconds for one look at a server. */
const PATIENCE_MS = 60_000;

/** Proves what all later steps need; finds every problem in one run, and changes nothing. */
export async function validate(
  config: Config<'validate'>,
  tools: Tools,
): Promise<Outcome<'validate'>> {
  const urls = givenUrls(config);
  const offline = offlineFindings(config, urls);
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
function offlineFindings(config: Config<'validate'>, urls: GivenUrls): Finding[] {
  const { secrets, retentionDays, surroundings } = config;
  const reported = new Set(secrets.map(({ name }) => name));
  return [
    ...secretFindings(secrets, surroundings.inActions),
    ...urlFindings(urls, reported, surroundings.inActions),
    ...storageFindings({ retentionDays, ...surroundings }),
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
  const migrations = await examineMigrations(config, reachedAs(arrivals, 'DIRECT_URL'), visit);
  const findings = await examineDatabases({
    arrivals,
    given: new Set(URL_NAMES.filter((name) => urls[name] !== undefined)),
    referenceTables: config.referenceTables,
    checks: config.checks,
    mayAppear: migrations.mayAppear,
    searchPath: config.surroundings.environment['PATH'] ?? '',
    workDirectory: tools.workDirectory,
    processes: tools.processes,
    visit,
  });
  return {
    findings: [
      ...arrivals.flatMap((arrival) => arrival.findings),
      ...findings,
      ...migrations.findings,
    ],
    details: {
      databases: arrivals.flatMap(described),
      ...(migrations.tool === undefined ? {} : { migrationTool: migrations.tool }),
    },
  };
}

interface Migrations {
  readonly tool?: string;
  /** Whether migrations are pending, or may be: then what is missing now may appear. */
  readonly mayAppear: boolean;
  readonly findings: readonly Finding[];
}

async function examineMigrations(
  config: Config<'validate'>,
  direct: Reached | undefined,
  visit: Visit,
): Promise<Migrations> {
  const [{ detectAdapter }, { examine, look }] = await Promise.all([
    import('../migration/detect.js'),
    import('../validation/visit.js'),
  ]);
  const directory = resolve(config.surroundings.workspace, config.workingDirectory);
  let known: Pick<Migrations, 'tool' | 'mayAppear'> = { mayAppear: false };
  const findings = await examine('migrations', visit, async () => {
    const { adapter, command, found } = await detectAdapter(directory, config.migrateCommand);
    if (adapter === undefined) {
      known = { mayAppear: command !== undefined };
      return [undetected(found, command)];
    }
    known = { tool: adapter.name, mayAppear: true };
    const tool = pass('migration tool', `${adapter.name}, run as: ${command ?? adapter.command}`);
    if (direct === undefined) {
      return [tool, notRun('migration ledger', 'DIRECT_URL could not be reached')];
    }
    const files = await adapter.readFiles(directory);
    const ledger = await look(direct.connection, visit, 'read the migration ledger', (session) =>
      adapter.readLedger(session),
    );
    const comparison = compareLedger(ledger.applied, files);
    known = { tool: adapter.name, mayAppear: comparison.pending.length > 0 };
    return [tool, ...ledgerFindings(adapter.name, ledger.table, comparison)];
  });
  return { ...known, findings };
}

function undetected(found: string, command: string | undefined): Finding {
  if (command !== undefined) return notRun('migration ledger', `${found}: ${command}`);
  return warn('migration tool', {
    expected: 'a migration tool in working-directory, or migrate-command',
    found,
    fix: 'set working-directory to the directory with the package.json, or set migrate-command',
  });
}

function described({ reached }: Arrival): ValidateDetails['databases'] {
  if (reached === undefined) return [];
  const { name, role, identity, version, tls } = reached;
  const shown = `${role}@${identity.host}:${identity.port}/${identity.database}`;
  return [{ role: name, shown, serverVersion: version, tls }];
}
