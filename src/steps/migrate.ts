import type { Tools } from '../actions/tools.js';
import { passGate, wayBack } from '../backup/gate.js';
import type { Config } from '../config/schemas.js';
import { DeployError, problemsOf } from '../errors.js';
import { accountOf } from '../migration/verdict/account.js';
import { applyPending } from '../migration/application/apply.js';
import { driftFinding, keptCatalog } from '../migration/drift.js';
import { deployLockFinding } from '../migration/verdict/evidence.js';
import { bareFingerprints } from '../migration/ledger/bare.js';
import { ledgerFindings } from '../migration/ledger/fitness.js';
import type { Order, Repository } from '../migration/application/order.js';
import { findRepository } from '../migration/detection/repository.js';
import { readStanding, type Standing } from '../migration/ledger/standing.js';
import { untouched } from '../migration/ledger/untouched.js';
import { requireDirect } from '../postgres/directness.js';
import { withMutex } from '../postgres/mutex.js';
import { readWeather } from '../postgres/weather.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import { hasFailed, notRun, pass, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { MIGRATION_NOT_STARTED } from '../record/untouched.js';
import { SAME_DATABASE, sameDatabaseFinding } from '../verification/databases.js';

const PURPOSE = 'migrate the database';
/** Age of a transaction that is in the way of a schema change. */
const LONG_SECONDS = 60;

interface Lock {
  /** Proves the lock and marks the moment from which production may change. */
  beforeTool(): Promise<void>;
  isHeld(): Promise<boolean>;
}

/** Gate, mutex, the tool's own command, and the truth from ledger and catalog before and after. */
export async function migrate(
  config: Config<'migrate'>,
  tools: Tools,
): Promise<Outcome<'migrate'>> {
  const started = { tool: false };
  try {
    return await guarded(config, tools, started);
  } catch (error) {
    if (started.tool) throw error;
    // Whatever stopped us stopped us before the tool: production is as it was, and the record says so.
    return {
      status: 'failed',
      findings: [],
      problems: [...problemsOf(error, PURPOSE)],
      details: MIGRATION_NOT_STARTED,
    };
  }
}

async function guarded(
  config: Config<'migrate'>,
  tools: Tools,
  started: { tool: boolean },
): Promise<Outcome<'migrate'>> {
  const repository = await findRepository(config, tools.log);
  const session = sessionOf(config, tools.signal);
  await requireDirect(config.directUrl, session);
  const mutex = {
    purpose: PURPOSE,
    applicationName: `${session.applicationName}/${tools.clock.now().toISOString()}`,
    waitMs: config.waitForOtherDeploy,
    signal: tools.signal,
    clock: tools.clock,
    log: tools.log,
  };
  return withMutex(config.directUrl, mutex, (held) =>
    underMutex(config, tools, repository, {
      beforeTool: async () => {
        await held.check();
        started.tool = true;
      },
      isHeld: () => held.isHeld(),
    }),
  );
}

async function underMutex(
  config: Config<'migrate'>,
  tools: Tools,
  repository: Repository,
  lock: Lock,
): Promise<Outcome<'migrate'>> {
  const { visibility } = config.surroundings;
  const started = tools.clock.now().getTime();
  const session = sessionOf(config, tools.signal);
  const before = await readStanding(config.directUrl, session, repository.migrations);
  const gate = await passGate({
    tools,
    run: config.run,
    requireBackup: config.requireBackup,
    maxBackupAge: config.maxBackupAge,
    current: before.state,
    bareFingerprints: bareFingerprints(before),
    // A second run with nothing left to apply changes nothing, so the migrated state is good enough.
    allowMigrated: before.ledger?.pending.length === 0,
  });
  const findings = [
    await applicationFinding(config, session),
    pass('migration tool', repository.found),
    ...gate.findings,
    await driftFinding({ ...tools, visibility, mode: config.drift, catalog: before.catalog }),
    ...ledgerBefore(repository, before),
  ];
  const asBefore = untouched(repository, before, 'nothing applied');
  if (!gate.open || hasFailed(findings)) return { status: 'failed', findings, details: asBefore };
  if (before.ledger?.pending.length === 0) {
    tools.log.info('Nothing to apply: every file of the repository is in the ledger.');
    const details = untouched(repository, before, 'nothing to apply');
    return {
      status: 'passed',
      findings,
      details,
      ...keptCatalog(config.surroundings, before.catalog),
    };
  }
  findings.push(
    ...(await withSession(config.directUrl, session, (open) => readWeather(open, LONG_SECONDS))),
  );
  const order = orderOf(config, repository, lock);
  const application = await applyPending(order, before, tools);
  const told = { repository, environment: config.environment, wayBack: wayBack(gate) };
  const account = accountOf(told, application);
  const seconds = (tools.clock.now().getTime() - started) / 1_000;
  const held = deployLockFinding(await lock.isHeld());
  return {
    status: account.failed || hasFailed([held]) ? 'failed' : 'passed',
    findings: [...findings, ...account.findings, held],
    problems: account.problems,
    ...(application.after === undefined
      ? {}
      : keptCatalog(config.surroundings, application.after.catalog)),
    details: { ...account.details, seconds },
  };
}

function orderOf(config: Config<'migrate'>, repository: Repository, lock: Lock): Order {
  return {
    repository,
    connection: config.directUrl,
    environment: config.surroundings.environment,
    applicationName: `db-deploy/migrate/${config.run.runId}`,
    purpose: PURPOSE,
    timeouts: { lockMs: config.lockTimeout, statementMs: config.statementTimeout },
    maxStallMs: config.maxStall,
    showOutput: config.surroundings.visibility === 'private',
    mayRepeat: true,
    random: Math.random,
    beforeTool: () => lock.beforeTool(),
  };
}

function ledgerBefore({ migrations }: Repository, { ledger }: Standing): Finding[] {
  if (migrations === undefined || ledger === undefined) return [];
  return ledgerFindings('ledger before the migration', migrations, ledger);
}

/** Migrating a database that the application does not use would help nobody. */
async function applicationFinding(
  { databaseUrl, directUrl }: Config<'migrate'>,
  { purpose, applicationName, signal }: SessionSettings,
): Promise<Finding> {
  if (databaseUrl === undefined) return notRun(SAME_DATABASE, 'database-url is not given');
  if (!databaseUrl.ok) throw new DeployError(databaseUrl.problem);
  const settings = { purpose, applicationName, signal };
  return sameDatabaseFinding(directUrl, databaseUrl.connection, settings);
}

function sessionOf(config: Config<'migrate'>, signal: AbortSignal): SessionSettings {
  const applicationName = `db-deploy/migrate/${config.run.runId}`;
  return { purpose: PURPOSE, applicationName, signal, settings: directSettings() };
}
