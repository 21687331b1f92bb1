import type { ProcessRunner } from '../actions/process.js';
import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import { accountOf } from '../migration/verdict/account.js';
import { applyPending, type Application } from '../migration/application/apply.js';
import { ledgerFindings } from '../migration/ledger/fitness.js';
import { titled } from '../migration/ledger/ledger.js';
import type { Order, Repository } from '../migration/application/order.js';
import { readStanding } from '../migration/ledger/standing.js';
import { newlyApplied } from '../migration/verdict/verdict.js';
import { withMutex } from '../postgres/mutex.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import { apply } from '../promotion/apply.js';
import type { Databases } from '../promotion/comparison.js';
import { disclosureFor } from '../promotion/disclosure.js';
import { preview } from '../promotion/preview.js';
import type { MigrateDetails } from '../record/details.js';
import { couldNotVerify, hasFailed, notRun, pass, type Finding } from '../record/finding.js';
import type { Manifest } from '../record/manifest.js';
import { known, type RehearsalAccount } from '../rehearsal/account.js';
import { durationsOf, readLedgerEvents, timeLedger } from '../rehearsal/durations.js';
import { readStored, rewritesBetween } from '../rehearsal/rewrites.js';
import type { ScratchDatabase } from '../rehearsal/scratchdatabase.js';
import { stallEstimate } from '../rehearsal/stalls.js';
import { inspect } from '../verification/inspection.js';
import { completeness } from './completeness.js';

const PURPOSE = 'rehearse the deploy on a copy of production';
const CORRECT = 'correct the cause and push: production was not touched';

/** A copy of production, and what its children see. */
export interface Copy {
  readonly scratch: ScratchDatabase;
  readonly environment: Readonly<Record<string, string>>;
  readonly manifest: Manifest;
  readonly repository: Repository;
  /** Runs the migration tool where production is out of reach, if the machine lets it. */
  readonly processes: ProcessRunner;
}

/** Migrates, promotes and verifies the copy, by the code that does so in production. */
export async function playOnCopy(
  config: Config<'rehearse'>,
  tools: Tools,
  copy: Copy,
  account: RehearsalAccount,
): Promise<void> {
  await migrateCopy(config, tools, copy, account);
  if (account.problems.length > 0 || hasFailed(account.findings)) return;
  await promoteCopy(config, tools, copy, account);
  if (account.problems.length > 0 || hasFailed(account.findings)) return;
  await verifyCopy(config, tools, copy, account);
}

async function migrateCopy(
  config: Config<'rehearse'>,
  tools: Tools,
  { scratch, environment, repository, processes }: Copy,
  account: RehearsalAccount,
): Promise<void> {
  const session = sessionOf(config, tools.signal);
  const { migrations } = repository;
  const found = await readStanding(scratch.migrator, session, migrations);
  const pending = found.ledger?.pending;
  if (migrations !== undefined && found.ledger !== undefined) {
    const findings = ledgerFindings('ledger before the migration', migrations, found.ledger);
    account.findings.push(pass('migration tool', repository.found), ...findings);
    if (hasFailed(findings)) return;
  }
  if (pending?.length === 0) {
    account.findings.push(notRun('rehearsed migrations', 'nothing is pending'));
    return;
  }
  const table = found.state.ledger?.table;
  const { stored, timed } = await withSession(scratch.admin, session, async (admin) => ({
    timed: table !== undefined && (await timeLedger(admin, table)),
    stored: await readStored(admin),
  }));
  // Once more: what notes the times is part of the catalog now.
  const before = await readStanding(scratch.migrator, session, migrations);
  const order = orderOf(config, repository, scratch, environment);
  const application = await applyPending(order, before, { ...tools, processes });
  const told = { repository, environment: 'the copy', wayBack: undefined, nextAction: CORRECT };
  const { findings, problems, details } = accountOf(told, application);
  account.findings.push(...findings, ...unproven(details));
  account.problems.push(...problems);
  account.details = { ...known(account), migration: details };
  tools.signal.throwIfAborted();
  const measured = await withSession(scratch.admin, session, async (admin) => ({
    rewrites: rewritesBetween(stored, await readStored(admin)),
    durations: timed ? await durations(application, () => readLedgerEvents(admin)) : [],
  }));
  const stallEstimates = estimates(details);
  account.details = { ...known(account), ...measured, stallEstimates };
}

/** A command that does nothing ends well, too: without a ledger only the catalog tells. */
function unproven({ verdict, catalogChanges }: MigrateDetails): Finding[] {
  if (verdict !== 'unknown' || catalogChanges.length > 0) return [];
  return [
    couldNotVerify(
      'rehearsed migrations',
      'the schema of the copy did not change, and the tool has no ledger that this action can read: whether it migrated anything is not known',
      'look at its output; with a command of a known tool the ledger tells',
    ),
  ];
}

async function durations(
  { before, after, attempts }: Application,
  events: () => ReturnType<typeof readLedgerEvents>,
) {
  const [first] = attempts;
  if (first === undefined || after === undefined) return [];
  const states = { pending: undefined, before: before.state, after: after.state, changes: [] };
  const applied = titled(newlyApplied(states), after.files);
  return durationsOf(applied, await events(), first.began);
}

function estimates({ attempts = [] }: MigrateDetails): string[] {
  const holds = attempts.flatMap(({ watch }) => watch.locks);
  return stallEstimate(holds).map(({ words }) => words);
}

function orderOf(
  config: Config<'rehearse'>,
  repository: Repository,
  scratch: ScratchDatabase,
  environment: Copy['environment'],
): Order {
  return {
    repository,
    environment,
    connection: scratch.migrator,
    applicationName: `db-deploy/rehearse/${config.run.runId}`,
    purpose: PURPOSE,
    timeouts: { lockMs: config.lockTimeout, statementMs: config.statementTimeout },
    maxStallMs: undefined,
    showOutput: config.surroundings.visibility === 'private',
    // Nobody else is there: what fails once fails again.
    mayRepeat: false,
    random: Math.random,
    beforeTool: () => Promise.resolve(),
  };
}

async function promoteCopy(
  config: Config<'rehearse'>,
  tools: Tools,
  { scratch }: Copy,
  account: RehearsalAccount,
): Promise<void> {
  const { devDatabaseUrl: dev, referenceTables, maxChangePercent, maxDeletes } = config;
  if (config.promoteCommand !== undefined) {
    // What a rehearsal runs sees the scratch server alone, and the script needs development.
    const reason = 'promote-command reads DEV_DATABASE_URL, and a rehearsal’s programs reach no database but the copy'; // prettier-ignore
    account.findings.push(notRun('rehearsed promotion', reason));
    return;
  }
  if (dev === undefined || referenceTables.length === 0) {
    const reason = dev === undefined ? 'the secret DEV_DATABASE_URL is not set' : 'reference-tables is empty'; // prettier-ignore
    account.findings.push(notRun('rehearsed promotion', reason));
    return;
  }
  const session = sessionOf(config, tools.signal);
  const { statementTimeout: statementMs, lockTimeout: lockMs } = config;
  const settings = directSettings({ statementMs, lockMs });
  const request = { tables: referenceTables, maxChangePercent, maxDeletes };
  await withSession(scratch.migrator, { ...session, settings }, async (prod) => {
    const databases: Databases = {
      prod,
      withDev: (work) => withSession(dev, { ...session, settings: {} }, work),
      statementMs,
      disclosure: disclosureFor(config.surroundings.visibility, [dev, config.directUrl]),
      log: tools.log,
    };
    const seen = await preview(databases, request);
    account.findings.push(...seen.findings);
    const promotion = { mode: 'rehearsed', digest: seen.digest, applied: false, tables: [...seen.tables], sequences: [] }; // prettier-ignore
    account.details = { ...known(account), promotion };
    if (hasFailed(seen.findings)) return;
    const { clock, log, signal } = tools;
    const lock = { ...session, clock, log, waitMs: 0 };
    const { sequences } = await withMutex(scratch.migrator, lock, (mutex) =>
      apply(databases, request, seen, {
        ...{ mutex, clock, log, signal },
        reconnect: (work) => withSession(scratch.migrator, session, work),
      }),
    );
    account.findings.push(pass('rehearsed promotion', 'exactly the preview, in one transaction'));
    account.details = { ...known(account), promotion: { ...promotion, applied: true, sequences: [...sequences] } }; // prettier-ignore
  });
}

/** What verify will look at in production, but for what only the application's own path can tell. */
async function verifyCopy(
  config: Config<'rehearse'>,
  tools: Tools,
  { scratch, manifest, repository }: Copy,
  account: RehearsalAccount,
): Promise<void> {
  const session = { ...sessionOf(config, tools.signal), settings: {} };
  const findings = await withSession(scratch.migrator, session, (asked) =>
    inspect(asked, {
      ledger: (open) => completeness(open, repository),
      changes: account.details?.migration?.catalogChanges,
      rowsThen: manifest.tables,
      checks: config.checks,
      showValues: config.surroundings.visibility === 'private',
      clock: tools.clock,
    }),
  );
  account.findings.push(...findings);
}

export function sessionOf(config: Config<'rehearse'>, signal: AbortSignal): SessionSettings {
  const applicationName = `db-deploy/rehearse/${config.run.runId}`;
  return { purpose: PURPOSE, applicationName, signal, settings: directSettings() };
}
