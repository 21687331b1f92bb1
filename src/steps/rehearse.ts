import { resolve } from 'node:path';
import { rememberForCleanup } from '../actions/runner.js';
import { storeOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { withPrivateDirectory } from '../archive/privatedirectory.js';
import type { Config } from '../config/schemas.js';
import { chooseBackup, type Choice } from '../filling/choice.js';
import { obtainBackup, type Obtained } from '../filling/obtain.js';
import type { Repository } from '../migration/order.js';
import { findRepository } from '../migration/repository.js';
import { readStanding } from '../migration/standing.js';
import type { Provision } from '../postgres/aptinstall.js';
import { clientToolsFor } from '../postgres/clientinstall.js';
import { shown, type Connection } from '../postgres/connection.js';
import { requireDirect } from '../postgres/directness.js';
import { withScratchCluster } from '../postgres/scratchcluster.js';
import { serverToolsFor } from '../postgres/servertools.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import { hasFailed } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { accounted, beginAccount, known, type RehearsalAccount } from '../rehearsal/account.js';
import { findConfinement, withConfinement, type Confinement } from '../rehearsal/confinement.js';
import { requireCleanCheckout } from '../rehearsal/checkout.js';
import { requireGivenServer } from '../rehearsal/givenserver.js';
import { isolate } from '../rehearsal/isolation.js';
import { readOriginal, type Original } from '../rehearsal/original.js';
import { restoreForRehearsal } from '../rehearsal/restoration.js';
import { withScratchDatabase, type ScratchDatabase } from '../rehearsal/scratchdatabase.js';
import { tracesOf, type Leads } from '../rehearsal/traces.js';
import { stillAsBefore } from '../rehearsal/production.js';
import { playOnCopy } from './rehearsecopy.js';

const PURPOSE = 'rehearse the deploy on a copy of production';

export type RehearseConfig = Config<'rehearse'>;

/** What a rehearsal works with, once production has been looked at. */
interface Stage {
  readonly repository: Repository;
  readonly backup: Obtained;
  readonly original: Original;
  readonly leads: Leads;
  /** Variables of files that name a database: set for children, they are not read there. */
  readonly shadowed: readonly string[];
  readonly confinement: Confinement;
  /** Private. */
  readonly directory: string;
}

/** Restores the stored backup into a throw-away database and deploys there what is to be deployed, measured. */
export async function rehearse(config: RehearseConfig, tools: Tools): Promise<Outcome<'rehearse'>> {
  const account: RehearsalAccount = { findings: [], problems: [] };
  await accounted(account, { purpose: PURPOSE, log: tools.log }, () =>
    withPrivateDirectory(tools.workDirectory, (directory) =>
      besideProduction(config, tools, directory, account),
    ),
  );
  const { findings, problems, details } = account;
  const failed = problems.length > 0 || hasFailed(findings);
  return {
    status: failed ? 'failed' : 'passed',
    findings,
    problems,
    ...(details === undefined ? {} : { details }),
  };
}

/** Reads production before and after: whatever happens in between must not show there. */
async function besideProduction(
  config: RehearseConfig,
  tools: Tools,
  directory: string,
  account: RehearsalAccount,
): Promise<void> {
  const { directUrl } = config;
  const session = sessionOf(config, tools.signal);
  await requireDirect(directUrl, session);
  const repository = await findRepository(config, tools.log);
  const choice = await choose(config, tools);
  const backup = await obtainBackup(choice, {
    storeOf: (artifact) => storeOf(artifact, tools),
    identities: config.decryptWith,
    directory,
    signal: tools.signal,
  });
  account.findings.push(...backup.findings);
  account.details = beginAccount(choice.by, backup);
  const leads = tracesOf([...connectionsOf(config).values()]);
  const confinement = await findConfinement(tools.processes, config.scratchUrl?.host);
  const { shadowed, findings } = await requireCleanCheckout({
    everywhere: !confinement.ok,
    ...{ leads, directory: repository.directory, command: repository.command },
    workspace: config.surroundings.workspace,
    environment: config.surroundings.environment,
  });
  account.findings.push(...findings);
  const before = await readStanding(directUrl, session, repository.migrations);
  const original = await withSession(directUrl, session, (asked) =>
    readOriginal(asked, backup.manifest),
  );
  const told = { purpose: PURPOSE, log: tools.log };
  await accounted(account, told, async () => {
    const stage = { repository, backup, original, leads, shadowed, confinement, directory };
    await onScratchServer(config, tools, stage, account);
    tools.signal.throwIfAborted();
  });
  if (tools.signal.aborted) return;
  await accounted(account, told, async () => {
    const after = await readStanding(directUrl, session, repository.migrations);
    account.findings.push(stillAsBefore(before.state, after.state));
  });
}

/** Of this run, if it has one: also the one that a second attempt took of a half-migrated database. */
async function choose(config: RehearseConfig, { records }: Tools): Promise<Choice> {
  const { backupFile: file, backupRunId: runId, environment, surroundings } = config;
  if (file === undefined && runId === undefined) {
    const own = await records.newest('backup');
    if (own?.status === 'passed' && own.details !== undefined) {
      return { by: 'run', artifact: own.details.artifact, runId: own.run.runId };
    }
  }
  const directory = resolve(surroundings.workspace, config.workingDirectory);
  return chooseBackup({ environment, runId, file, directory }, records);
}

/** Every database that nothing of the rehearsal may reach by itself, by the name of its input. */
function connectionsOf(config: RehearseConfig): ReadonlyMap<string, Connection> {
  const { directUrl, databaseUrl, prodDatabaseUrl, devDatabaseUrl } = config;
  const all = new Map([['direct-url', directUrl]]);
  for (const [input, connection] of [
    ['database-url', databaseUrl],
    ['prod-database-url', prodDatabaseUrl],
    ['dev-database-url', devDatabaseUrl],
  ] as const) {
    if (connection !== undefined) all.set(input, connection);
  }
  return all;
}

async function onScratchServer(
  config: RehearseConfig,
  tools: Tools,
  stage: Stage,
  account: RehearsalAccount,
): Promise<void> {
  const { major } = stage.backup.manifest.server;
  const { scratchUrl, surroundings } = config;
  if (scratchUrl !== undefined) {
    const session = sessionOf(config, tools.signal);
    const given = { scratch: scratchUrl, major, others: connectionsOf(config), session };
    account.findings.push(...(await requireGivenServer(given)));
    account.details = { ...known(account), server: shown(scratchUrl) };
    await inScratchDatabase(config, tools, stage, account, { connection: scratchUrl, own: false });
    return;
  }
  const settings = {
    tools: await serverToolsFor(major, provisionOf(config, tools)),
    workDirectory: tools.workDirectory,
    remember: surroundings.inActions ? rememberForCleanup : () => undefined,
    processes: tools.processes,
    signal: tools.signal,
    log: tools.log,
  };
  await withScratchCluster(settings, ({ connection, version, certificateFile }) => {
    const server = `a scratch cluster on the runner, Postgres ${version}`;
    account.details = { ...known(account), server };
    return inScratchDatabase(config, tools, stage, account, { connection, own: true, certificateFile }); // prettier-ignore
  });
}

interface ScratchServer {
  readonly connection: Connection;
  /** A cluster of ours, which goes as a whole. */
  readonly own: boolean;
  /** Of its certificate, where it speaks TLS. */
  readonly certificateFile?: string | undefined;
}

async function inScratchDatabase(
  config: RehearseConfig,
  tools: Tools,
  stage: Stage,
  account: RehearsalAccount,
  server: ScratchServer,
): Promise<void> {
  const { signal, log, clock } = tools;
  const { manifest } = stage.backup;
  const settings = {
    ...server,
    ...{ signal, log, original: stage.original, server: manifest.server },
    started: clock.now(),
    applicationName: `db-deploy/rehearse/${config.run.runId}`,
  };
  await withScratchDatabase(settings, async (scratch) => {
    if (!(await restored(config, tools, stage, account, scratch))) return;
    const { environment, finding } = isolate({
      ...stage,
      environment: config.surroundings.environment,
      scratch: scratch.migrator,
      certificateFile: server.certificateFile,
    });
    account.findings.push(...scratch.findings, finding);
    const { repository, confinement, directory } = stage;
    const way = { processes: tools.processes, server: scratch.migrator, directory };
    await withConfinement(confinement, way, (processes) =>
      playOnCopy(config, tools, { scratch, environment, manifest, repository, processes }, account),
    );
  });
}

/** False when the copy is not the backup: then nothing that is done on it means anything. */
async function restored(
  config: RehearseConfig,
  tools: Tools,
  { backup, directory }: Stage,
  account: RehearsalAccount,
  scratch: ScratchDatabase,
): Promise<boolean> {
  const { environment } = config.surroundings;
  const restoration = await restoreForRehearsal({
    ...{ backup, directory, log: tools.log, clock: tools.clock, processes: tools.processes },
    connection: scratch.admin,
    client: await clientToolsFor(backup.manifest.server.major, provisionOf(config, tools)),
    session: sessionOf(config, tools.signal),
    childEnvironment: environment,
  });
  const { seconds: restoreSeconds, leftOut, findings } = restoration;
  account.findings.push(...findings);
  account.details = { ...known(account), restoreSeconds, leftOut: [...leftOut] };
  tools.log.info(`Restored and compared with the manifest in ${restoreSeconds.toFixed(1)} s`);
  if (hasFailed(findings)) return false;
  await scratch.settle();
  return true;
}

function provisionOf({ surroundings }: RehearseConfig, { processes, log }: Tools): Provision {
  const searchPath = surroundings.environment['PATH'] ?? '';
  return { searchPath, processes, mayInstall: surroundings.inActions, log };
}

function sessionOf(config: RehearseConfig, signal: AbortSignal): SessionSettings {
  const applicationName = `db-deploy/rehearse/${config.run.runId}`;
  return { purpose: PURPOSE, applicationName, signal, settings: directSettings() };
}
