import { resolve } from 'node:path';
import { storeOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { withPrivateDirectory } from '../archive/privatedirectory.js';
import type { Config } from '../config/schemas.js';
import { chooseBackup, type Choice } from '../filling/choice.js';
import { obtainBackup } from '../filling/obtain.js';
import { findRepository } from '../migration/detection/repository.js';
import { readStanding } from '../migration/ledger/standing.js';
import type { Connection } from '../postgres/connection.js';
import { requireDirect } from '../postgres/directness.js';
import { identify } from '../postgres/identity.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { hasFailed } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { accounted, beginAccount, type RehearsalAccount } from '../rehearsal/account.js';
import { findConfinement } from '../rehearsal/confinement.js';
import { requireCleanCheckout } from '../rehearsal/checkout.js';
import { readOriginal } from '../rehearsal/original.js';
import { tracesOf } from '../rehearsal/traces.js';
import { stillAsBefore } from '../rehearsal/production.js';
import { sessionOf } from './rehearsecopy.js';
import { onScratchServer } from './rehearseserver.js';

const PURPOSE = 'rehearse the deploy on a copy of production';

export type RehearseConfig = Config<'rehearse'>;

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
  const choice = await choose(config, tools, session);
  const backup = await obtainBackup(choice, {
    storeOf: (artifact) => storeOf(artifact, tools),
    identities: config.decryptWith,
    directory,
    signal: tools.signal,
  });
  account.findings.push(...backup.findings);
  account.details = beginAccount(choice.by, backup);
  const others = connectionsOf(config);
  const leads = tracesOf([...others.values()]);
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
    const stage = { repository, backup, original, others, leads, shadowed, confinement, directory };
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
async function choose(
  config: RehearseConfig,
  { records }: Tools,
  session: SessionSettings,
): Promise<Choice> {
  const { backupFile: file, backupRunId: runId, environment, surroundings } = config;
  if (file === undefined && runId === undefined) {
    const own = await records.newest('backup');
    if (own?.status === 'passed' && own.details !== undefined) {
      return { by: 'run', artifact: own.details.artifact, runId: own.run.runId };
    }
  }
  const directory = resolve(surroundings.workspace, config.workingDirectory);
  const ask = () => identify(config.directUrl, session);
  return chooseBackup({ environment, runId, file, directory, identify: ask }, records);
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
