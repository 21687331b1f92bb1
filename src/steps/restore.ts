import { resolve } from 'node:path';
import { storeOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { withPrivateDirectory } from '../archive/privatedirectory.js';
import type { Config } from '../config/schemas.js';
import { problemsOf } from '../errors.js';
import { ADAPTERS } from '../migration/adapters/table.js';
import { clientToolsFor } from '../postgres/clientinstall.js';
import { requireDirect } from '../postgres/directness.js';
import { withMutex } from '../postgres/mutex.js';
import { releaseFinding } from '../postgres/releases.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import type { RestoreDetails } from '../record/details.js';
import { hasFailed, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { accountOf, backupWords } from '../restore/account.js';
import { chooseBackup } from '../restore/choice.js';
import { isConfirmed } from '../restore/confirmation.js';
import { makeCopy, type CopySettings } from '../restore/copy.js';
import { databaseNames } from '../restore/databasenames.js';
import { judgeFitness } from '../restore/fitness.js';
import { dropLeftovers } from '../restore/leftovers.js';
import { readLive, type Live } from '../restore/live.js';
import { obtainBackup, type Obtained } from '../restore/obtain.js';
import { requireRoles } from '../restore/roles.js';
import {
  dropSideDatabase,
  withSideDatabase,
  type SideDatabase,
  type SideSettings,
} from '../restore/sidedatabase.js';
import { swap } from '../restore/swap.js';
import { judgeTarget } from '../restore/target.js';
import { cleanUpCommand, undoCommand } from '../restore/undo.js';

const PURPOSE = 'restore the database';

/** What is known so far; it goes into the record however the step ends. */
interface Account {
  readonly findings: Finding[];
  details?: RestoreDetails;
}

/** Shows what a restore would lose and, when it is confirmed, puts a proven copy in the place of the live database. */
export async function restore(
  config: Config<'restore'>,
  tools: Tools,
): Promise<Outcome<'restore'>> {
  const account: Account = { findings: [] };
  const outcome = () => ({
    findings: account.findings,
    ...(account.details === undefined ? {} : { details: account.details }),
  });
  try {
    await withPrivateDirectory(tools.workDirectory, (directory) =>
      rollBack(config, tools, directory, account),
    );
    return { status: hasFailed(account.findings) ? 'failed' : 'passed', ...outcome() };
  } catch (error) {
    if (error instanceof Error) tools.log.debug(error.stack ?? '');
    return { status: 'failed', ...outcome(), problems: problemsOf(error, PURPOSE) };
  }
}

async function rollBack(
  config: Config<'restore'>,
  tools: Tools,
  directory: string,
  account: Account,
): Promise<void> {
  const { directUrl, run, surroundings, environment } = config;
  const session = sessionOf(config, tools.signal);
  const confirmed = isConfirmed(config.confirmDatabase, directUrl.database);
  await requireDirect(directUrl, session);
  const choice = await chooseBackup(
    {
      environment,
      runId: config.backupRunId,
      file: config.backupFile,
      directory: resolve(surroundings.workspace, config.workingDirectory),
    },
    tools.records,
  );
  const backup = await obtainBackup(choice, {
    storeOf: (artifact) => storeOf(artifact, tools),
    identities: config.decryptWith,
    directory,
  });
  const { manifest } = backup;
  const live = await readLive(directUrl, session, manifest, ledgerReader(backup));
  const fits = judgeFitness({
    manifest,
    chosenBy: choice.by,
    environment,
    identity: live.identity,
    major: live.server.major,
  });
  const target = judgeTarget(live.facts, manifest.snapshot);
  account.findings.push(
    ...backup.findings,
    ...fits,
    ...(confirmed ? target : target.map(asWarning)),
  );
  const now = tools.clock.now();
  account.details = accountOf(choice, backup, live, { now, lookOnly: !confirmed });
  tools.log.info(`Backup: ${backupWords(account.details, run)}`);
  if (!confirmed || hasFailed(account.findings)) return;
  await replace(config, tools, { directory, backup, live, account });
}

interface Replacement {
  readonly directory: string;
  readonly backup: Obtained;
  readonly live: Live;
  readonly account: Account;
}

/** Makes the proven copy under the deploy lock, then swaps: the lock's session sits in the live database. */
async function replace(
  config: Config<'restore'>,
  tools: Tools,
  replacement: Replacement,
): Promise<void> {
  const { account, live, backup, directory } = replacement;
  const { directUrl, run, surroundings } = config;
  const { facts } = live;
  const started = tools.clock.now();
  const settings: SideSettings = {
    connection: directUrl,
    live: facts,
    elsewhere: facts.elsewhere.ok ? facts.elsewhere.database : '',
    server: backup.manifest.server,
    started,
    applicationName: `db-deploy/restore/${run.runId}`,
    signal: tools.signal,
    log: tools.log,
  };
  const lock = {
    purpose: PURPOSE,
    applicationName: `${settings.applicationName}/${started.toISOString()}`,
    waitMs: config.waitForOtherDeploy,
    signal: tools.signal,
    clock: tools.clock,
    log: tools.log,
  };
  const session = sessionOf(config, tools.signal);
  await withSession(directUrl, session, (asked) => requireRoles(asked, backup.manifest));
  const client = await clientToolsFor(live.server.major, {
    searchPath: surroundings.environment['PATH'] ?? '',
    processes: tools.processes,
    mayInstall: surroundings.inActions,
    log: tools.log,
  });
  account.findings.push(releaseFinding(live.server.version, client.version));
  const copy: CopySettings = {
    ...{ side: settings, backup, client, session, directory, log: tools.log },
    childEnvironment: surroundings.environment,
    processes: tools.processes,
  };
  const report = {
    findings: (findings: readonly Finding[]) => account.findings.push(...findings),
    leftOut: (leftOut: readonly string[]) => {
      account.details = { ...known(account), leftOut: [...leftOut] };
    },
  };
  const side = await withMutex(directUrl, lock, async (mutex) => {
    account.findings.push(await dropLeftovers(settings));
    return withSideDatabase(settings, async (made) => {
      await makeCopy(made, copy, report);
      await mutex.check();
      return made;
    });
  });
  const seconds = (tools.clock.now().getTime() - started.getTime()) / 1_000;
  account.details = { ...known(account), restoreSeconds: seconds };
  await changeNames(config, tools, { settings, side, account });
}

async function changeNames(
  config: Config<'restore'>,
  tools: Tools,
  { settings, side, account }: { settings: SideSettings; side: SideDatabase; account: Account },
): Promise<void> {
  const { live, elsewhere, started } = settings;
  const keptAs = databaseNames(live.database, started).kept;
  const order = { ...settings, side, keptAs, lockMs: config.lockTimeout, clock: tools.clock };
  const swapped = await swap(order).catch(async (error: unknown) => {
    // It finds nothing to drop when the swap did happen: the oid has another name then.
    await dropSideDatabase(settings, side);
    throw error;
  });
  const undo = { database: live.database, old: keptAs, restored: side.name, elsewhere };
  account.details = {
    ...known(account),
    swapped: true,
    oldDatabase: swapped.keptAs,
    undo: undoCommand(undo),
    cleanUp: cleanUpCommand(keptAs, elsewhere),
    swapMilliseconds: swapped.milliseconds,
  };
}

function known({ details }: Account): RestoreDetails {
  if (details === undefined) throw new Error('nothing is known of the restore yet');
  return details;
}

/** Looking needs no right to replace the database; restoring will, and this tells in time. */
function asWarning(finding: Finding): Finding {
  if (finding.verdict !== 'fail') return finding;
  return { ...finding, verdict: 'warn' };
}

/** The tool that the backup's ledger belongs to, whatever the checkout holds. */
function ledgerReader({ manifest }: Obtained) {
  const adapter = ADAPTERS.find(({ name }) => name === manifest.state.ledger?.tool);
  return adapter === undefined ? undefined : adapter.readLedger.bind(adapter);
}

function sessionOf(config: Config<'restore'>, signal: AbortSignal): SessionSettings {
  const { lockTimeout: lockMs, statementTimeout: statementMs } = config;
  return {
    purpose: PURPOSE,
    applicationName: `db-deploy/restore/${config.run.runId}`,
    signal,
    settings: directSettings({ lockMs, statementMs }),
  };
}
