import type { Tools } from '../actions/tools.js';
import { passGate, type Gate } from '../backup/gate.js';
import type { Config } from '../config/schemas.js';
import { DeployError, problemsOf } from '../errors.js';
import { detectTool } from '../migration/detection/detect.js';
import { bareFingerprints } from '../migration/ledger/bare.js';
import { readStateOf } from '../migration/ledger/state.js';
import type { Connection } from '../postgres/connection.js';
import { withMutex, type Mutex } from '../postgres/mutex.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import { apply, type Applied } from '../promotion/apply.js';
import { OutcomeUnknown } from '../promotion/commit.js';
import { requireApproval } from '../promotion/approval.js';
import { readChangeList } from '../promotion/changelist.js';
import type { Databases } from '../promotion/comparison.js';
import { disclosureFor } from '../promotion/disclosure.js';
import { preview, type Preview } from '../promotion/preview.js';
import { proveSides } from '../promotion/sides.js';
import type { PromoteDetails, RecordedChange } from '../record/promotion.js';
import { hasFailed, notRun, pass, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { NOTHING_PROMOTED } from '../record/untouched.js';
import { sameAsApproved } from './promoteapproval.js';
import { requireCommandFits } from './commandfit.js';
import { promoteByCommand } from './promotecommand.js';

const PURPOSE = 'promote reference data';
/** What a cancelled step may spend on finding out what became of its COMMIT. */
const LAST_LOOK_MS = 1_500;

type PromoteConfig = Config<'promote'>;

/** The config of a promotion that has both its databases. */
type Ready = PromoteConfig & {
  readonly devDatabaseUrl: Connection;
  readonly prodDatabaseUrl: Connection;
};

/** Previews what development's reference tables would change in production, then applies exactly that. */
export async function promote(config: PromoteConfig, tools: Tools): Promise<Outcome<'promote'>> {
  const missing = whatIsMissing(config);
  if (missing !== undefined || !isReady(config)) return skip(config, tools, missing ?? '');
  const started = { command: false };
  try {
    requireCommandFits(config);
    return await underLock(config, tools, started);
  } catch (error) {
    // Without details a reader knows that it cannot know.
    if (started.command) {
      return { status: 'failed', findings: [], problems: [...problemsOf(error, PURPOSE)] };
    }
    // Only the apply writes, and it answers for itself below: nothing was promoted, and the record says so.
    const details = { mode: config.promoteMode, ...NOTHING_PROMOTED };
    return { status: 'failed', findings: [], details, problems: [...problemsOf(error, PURPOSE)] };
  }
}

async function underLock(
  config: Ready,
  tools: Tools,
  started: { command: boolean },
): Promise<Outcome<'promote'>> {
  requireApproval(config.promoteMode, config.approvedDigest);
  requireCi(config);
  const session = sessionOf(config, tools.signal);
  const { devDatabaseUrl: dev, prodDatabaseUrl: prod, directUrl: direct } = config;
  const sides = await proveSides({ dev, prod, direct }, session);
  const mutex = {
    purpose: PURPOSE,
    applicationName: `${session.applicationName}/${tools.clock.now().toISOString()}`,
    waitMs: config.waitForOtherDeploy,
    signal: tools.signal,
    clock: tools.clock,
    log: tools.log,
  };
  return withMutex(direct, mutex, (held) =>
    config.promoteCommand === undefined
      ? underMutex(config, tools, sides, held)
      : promoteByCommand(config.promoteCommand, { ...config, sides, session }, tools, {
          mutex: held,
          gate: () => gateOf(config, tools),
          beforeApply: () => {
            started.command = true;
          },
        }),
  );
}

/** Looks, and goes no further when a guard stops it or nobody asked for more. */
async function underMutex(
  config: Ready,
  tools: Tools,
  sides: Finding,
  mutex: Mutex,
): Promise<Outcome<'promote'>> {
  const session = sessionOf(config, tools.signal);
  const { referenceTables: tables, maxChangePercent, maxDeletes } = config;
  const request = { tables, maxChangePercent, maxDeletes };
  return withSession(config.directUrl, session, async (prod) => {
    const databases: Databases = {
      prod,
      withDev: (work) => withSession(config.devDatabaseUrl, { ...session, settings: {} }, work),
      statementMs: config.statementTimeout,
      disclosure: disclosureFor(config.surroundings.visibility, [config.devDatabaseUrl, config.directUrl]), // prettier-ignore
      log: tools.log,
    };
    const seen = await tools.log.group('Preview', () => preview(databases, request));
    const findings = [sides, ...seen.findings];
    const changes =
      config.promoteMode === 'apply'
        ? undefined
        : await readChangeList(prod, seen.tables, databases.disclosure);
    const kept = config.promoteMode === 'preview' && changes !== undefined ? { changes } : {};
    const details = { ...detailsOf(config, seen), ...kept };
    if (hasFailed(findings)) return { status: 'failed', findings, details };
    tools.log.info(`Digest of the preview: ${seen.digest}`);
    if (config.promoteMode === 'preview') return { status: 'passed', findings, details };
    const applying = (): Promise<Applied> =>
      apply(databases, request, seen, {
        mutex,
        clock: tools.clock,
        log: tools.log,
        signal: tools.signal,
        reconnect: (work) => withSession(config.directUrl, lastLook(config, tools), work),
      });
    try {
      const done = await carryOut(config, tools, { ...seen, changes }, applying);
      return {
        ...done,
        findings: [...findings, ...done.findings],
        details: { ...details, ...done.details },
      };
    } catch (error) {
      const problems = [...problemsOf(error, PURPOSE)];
      // Without details a reader knows that it cannot know.
      if (error instanceof OutcomeUnknown) return { status: 'failed', findings, problems };
      return { status: 'failed', findings, details, problems };
    }
  });
}

interface CarriedOut {
  readonly status: 'passed' | 'failed';
  readonly findings: readonly Finding[];
  readonly details: Partial<PromoteDetails>;
}

/** Approval, gate, and then exactly the preview. */
async function carryOut(
  config: Ready,
  tools: Tools,
  seen: Preview & { readonly changes: RecordedChange[] | undefined },
  applying: () => Promise<Applied>,
): Promise<CarriedOut> {
  const { approvedDigest } = config;
  const approval =
    approvedDigest === undefined ? [] : [await sameAsApproved(approvedDigest, seen, tools)];
  if (!changesAnything(seen)) {
    const idle = notRun('backup gate', 'production already holds what development has');
    return { status: 'passed', findings: [...approval, idle], details: { applied: true } };
  }
  const { open, findings } = await gateOf(config, tools);
  if (!open) return { status: 'failed', findings: [...approval, ...findings], details: {} };
  const applied = await tools.log.group('Apply', applying);
  const { sequences } = applied;
  return {
    status: 'passed',
    findings: [...approval, ...findings, asFinding(applied)],
    details: { applied: true, sequences },
  };
}

/** Why there is nothing to promote; not an error: many teams have no development database. */
function whatIsMissing(config: PromoteConfig): string | undefined {
  if (config.devDatabaseUrl === undefined) return 'the secret DEV_DATABASE_URL is not set';
  if (config.prodDatabaseUrl === undefined) return 'the secret PROD_DATABASE_URL is not set';
  if (config.promoteCommand !== undefined) return undefined;
  return config.referenceTables.length === 0 ? 'reference-tables is empty' : undefined;
}

function isReady(config: PromoteConfig): config is Ready {
  return config.devDatabaseUrl !== undefined && config.prodDatabaseUrl !== undefined;
}

function skip(config: PromoteConfig, tools: Tools, reason: string): Outcome<'promote'> {
  tools.log.notice(`Nothing is promoted: ${reason}.`, 'promote');
  return {
    status: 'skipped',
    findings: [notRun('promotion', reason)],
    details: { mode: config.promoteMode, skippedBecause: reason, ...NOTHING_PROMOTED },
  };
}

/** A laptop may look. What changes production goes through the pipeline, where others see it. */
function requireCi({ promoteMode, surroundings }: PromoteConfig): void {
  if (promoteMode === 'preview' || surroundings.ci) return;
  throw new DeployError({
    attempted: `promote with promote-mode ${promoteMode}`,
    found: 'the variable CI is not set: this is not a pipeline',
    nextAction: 'use promote-mode: preview here, and let the workflow apply it',
  });
}

async function gateOf(config: Ready, tools: Tools): Promise<Gate> {
  const { migrations } = await detectTool(config);
  const session = sessionOf(config, tools.signal);
  const now = await readStateOf(config.directUrl, session, migrations);
  return passGate({
    tools,
    run: config.run,
    requireBackup: config.requireBackup,
    maxBackupAge: config.maxBackupAge,
    current: now.state,
    bareFingerprints: bareFingerprints(now),
    allowMigrated: true,
  });
}

function changesAnything({ tables }: Preview): boolean {
  return tables.some(({ inserts, updates, deletes }) => inserts + updates + deletes > 0);
}

function asFinding({ answeredLate }: Applied): Finding {
  return pass(
    'applied',
    answeredLate
      ? 'exactly the preview, in one transaction; the connection was lost at COMMIT, and the server says that it committed'
      : 'exactly the preview, in one transaction; compared once more before COMMIT, nothing differed',
  );
}

function detailsOf({ promoteMode: mode }: Ready, { digest, tables }: Preview): PromoteDetails {
  return { mode, digest, applied: false, tables: [...tables], sequences: [] };
}

function sessionOf(config: PromoteConfig, signal: AbortSignal): SessionSettings {
  return {
    purpose: PURPOSE,
    applicationName: `db-deploy/promote/${config.run.runId}`,
    signal,
    settings: directSettings({ statementMs: config.statementTimeout, lockMs: config.lockTimeout }),
  };
}

/** After a cancel the step's own signal refuses every session. */
function lastLook(config: PromoteConfig, { signal }: Tools): SessionSettings {
  return sessionOf(config, signal.aborted ? AbortSignal.timeout(LAST_LOOK_MS) : signal);
}
