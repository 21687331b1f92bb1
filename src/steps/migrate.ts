import type { Tools } from '../actions/tools.js';
import { passGate, type Gate } from '../backup/gate.js';
import type { Config } from '../config/schemas.js';
import { DeployError, problemsOf } from '../errors.js';
import { detectTool, type Detected } from '../migration/detect.js';
import { afterwards, lockFinding } from '../migration/evidence.js';
import { ledgerFindings } from '../migration/fitness.js';
import { titled } from '../migration/ledger.js';
import { withoutLedger } from '../migration/ledgertable.js';
import { runMigration } from '../migration/run.js';
import { requireNoSecret } from '../migration/tool.js';
import { readStanding, type Standing } from '../migration/standing.js';
import { proveTimeouts, timeoutOptions } from '../migration/timeouts.js';
import { untouched } from '../migration/untouched.js';
import { afterFailure, newlyApplied, verdictOf } from '../migration/verdict.js';
import { catalogChanges } from '../postgres/catalog.js';
import { requireDirect } from '../postgres/directness.js';
import { withMutex } from '../postgres/mutex.js';
import { readWeather } from '../postgres/weather.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import type { MigrateDetails } from '../record/details.js';
import { hasFailed, notRun, pass, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { MIGRATION_NOT_STARTED } from '../record/untouched.js';
import { SAME_DATABASE, sameDatabaseFinding } from '../verification/databases.js';

const PURPOSE = 'migrate the database';
/** Age of a transaction that is in the way of a schema change. */
const LONG_SECONDS = 60;
/** What a cancelled step may spend on its last look at the database. */
const LAST_LOOK_MS = 1_500;

interface Lock {
  /** Proves the lock and marks the moment from which production may change. */
  beforeTool(): Promise<void>;
  isHeld(): Promise<boolean>;
}

interface Repository extends Detected {
  readonly command: string;
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
  const repository = await findRepository(config, tools);
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

async function findRepository(config: Config<'migrate'>, tools: Tools): Promise<Repository> {
  const detected = await detectTool(config);
  const { command } = detected;
  if (command === undefined) throw nothingToRun(detected.directory, detected.found);
  requireNoSecret(command, tools.log.masks);
  return { ...detected, command };
}

async function underMutex(
  config: Config<'migrate'>,
  tools: Tools,
  repository: Repository,
  lock: Lock,
): Promise<Outcome<'migrate'>> {
  const started = tools.clock.now().getTime();
  const session = sessionOf(config, tools.signal);
  const before = await readStanding(config.directUrl, session, repository.migrations);
  const gate = await passGate({
    tools,
    run: config.run,
    requireBackup: config.requireBackup,
    maxBackupAge: config.maxBackupAge,
    current: before.state,
    // A second run with nothing left to apply changes nothing, so the migrated state is good enough.
    allowMigrated: before.ledger?.pending.length === 0,
  });
  const findings = [
    await applicationFinding(config, session),
    pass('migration tool', repository.found),
    ...gate.findings,
    ...ledgerBefore(repository, before),
  ];
  const asBefore = untouched(repository, before, 'nothing applied');
  if (!gate.open || hasFailed(findings)) return { status: 'failed', findings, details: asBefore };
  if (before.ledger?.pending.length === 0) {
    tools.log.info('Nothing to apply: every file of the repository is in the ledger.');
    const details = untouched(repository, before, 'nothing to apply');
    return { status: 'passed', findings, details };
  }
  const options = await prepare(config, session, findings);
  await lock.beforeTool();
  const outcome = await apply(config, tools, repository, { before, gate, findings, options });
  const seconds = (tools.clock.now().getTime() - started) / 1_000;
  const held = lockFinding(await lock.isHeld());
  return {
    ...outcome,
    status: hasFailed([held]) ? 'failed' : outcome.status,
    findings: [...outcome.findings, held],
    details: { ...outcome.details, seconds },
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

/** Looks for what is in the way and proves the timeouts; returns the startup options that carry them. */
async function prepare(
  config: Config<'migrate'>,
  session: SessionSettings,
  findings: Finding[],
): Promise<string> {
  const timeouts = { lockMs: config.lockTimeout, statementMs: config.statementTimeout };
  const options = timeoutOptions(config.directUrl, timeouts);
  const { purpose, applicationName, signal } = session;
  findings.push(
    ...(await withSession(config.directUrl, session, (open) => readWeather(open, LONG_SECONDS))),
    await proveTimeouts(config.directUrl, options, timeouts, { purpose, applicationName, signal }),
  );
  return options;
}

interface Prepared {
  readonly before: Standing;
  readonly gate: Gate;
  readonly findings: readonly Finding[];
  readonly options: string;
}

async function apply(
  config: Config<'migrate'>,
  tools: Tools,
  repository: Repository,
  { before, gate, findings, options }: Prepared,
): Promise<Outcome<'migrate'> & { details: MigrateDetails }> {
  const run = await runMigration(
    {
      ...repository,
      options,
      connection: config.directUrl,
      environment: config.surroundings.environment,
      applicationName: `db-deploy/migrate/${config.run.runId}/tool`,
      showOutput: config.surroundings.visibility === 'private',
      failures: repository.migrations?.adapter.failures ?? [],
    },
    tools,
  );
  // After a cancel the step's own signal refuses every session; this look has a deadline of its own.
  const signal = tools.signal.aborted ? AbortSignal.timeout(LAST_LOOK_MS) : tools.signal;
  const { migrations } = repository;
  const after = await readStanding(config.directUrl, sessionOf(config, signal), migrations);
  const changes = catalogChanges(before.catalog, after.catalog);
  const evidence = {
    pending: before.ledger?.pending.map(({ name }) => name),
    before: before.state,
    after: after.state,
    changes: withoutLedger(changes, after.state.ledger?.table),
  };
  const verdict = verdictOf(evidence);
  const all = [...findings, ...afterwards(run, migrations, before, after)];
  const failed = run.problems.length > 0 || hasFailed(all);
  const state = afterFailure(verdict, evidence, config.environment, wayBack(gate));
  return {
    status: failed ? 'failed' : 'passed',
    findings: all,
    problems: failed ? [...run.problems, state] : [],
    details: {
      ...untouched(repository, before, verdict),
      started: true,
      applied: titled(newlyApplied(evidence), after.files),
      after: after.state,
      catalogChanges: changes,
      ...(run.exit?.code == null ? {} : { exitCode: run.exit.code }),
      output: run.output,
    },
  };
}

/** A backup taken after a part of the migration undoes nothing: the first one does. */
function wayBack({ backup }: Gate): string | undefined {
  return backup?.manifest.afterPartialMigration?.firstBackup ?? backup?.artifact.name;
}

function sessionOf(config: Config<'migrate'>, signal: AbortSignal): SessionSettings {
  const applicationName = `db-deploy/migrate/${config.run.runId}`;
  return { purpose: PURPOSE, applicationName, signal, settings: directSettings() };
}

function nothingToRun(directory: string, found: string): DeployError {
  return new DeployError({
    attempted: `find the migration tool of ${directory}`,
    found,
    nextAction:
      'give the command in migrate-command, e.g. npx prisma migrate deploy, and the directory of its package.json in working-directory',
  });
}
