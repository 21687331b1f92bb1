import { resolve } from 'node:path';
import { storeOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { withPrivateDirectory } from '../archive/privatedirectory.js';
import type { Config } from '../config/schemas.js';
import { problemsOf } from '../errors.js';
import { ledgerReader } from '../migration/adapters/table.js';
import { keptCatalog } from '../migration/drift.js';
import { clientToolsFor } from '../postgres/clientinstall.js';
import { connectionIn } from '../postgres/connection.js';
import { requireDirect } from '../postgres/directness.js';
import { identify } from '../postgres/identity.js';
import { withMutex } from '../postgres/mutex.js';
import { releaseFinding } from '../postgres/releases.js';
import { directSettings, withSession, type SessionSettings } from '../postgres/session.js';
import { couldNotVerify, hasFailed, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { accountOf, backupWords, fingerprintsOf, known, type Account } from '../restore/account.js';
import { assess } from '../restore/assessment.js';
import { chooseBackup } from '../filling/choice.js';
import { isConfirmed } from '../restore/confirmation.js';
import { makeCopy, type CopySettings } from '../restore/copy.js';
import { databaseNames } from '../restore/databasenames.js';
import { dropLeftovers } from '../restore/leftovers.js';
import { readLive, readReplaced, type Live } from '../restore/live.js';
import { obtainBackup, type Obtained } from '../filling/obtain.js';
import { requireRoles } from '../filling/roles.js';
import {
  dropSideDatabase,
  withSideDatabase,
  type SideDatabase,
  type SideSettings,
} from '../restore/sidedatabase.js';
import { swap } from '../restore/swap.js';
import { cancelOr, SwapUnknown } from '../restore/swapfailure.js';
import { endWaiters } from '../restore/waiters.js';
import { cleanUpCommand, undoCommand } from '../restore/undo.js';

const PURPOSE = 'restore the database';

/** Shows what a restore would lose and, when it is confirmed, puts a proven copy in the place of the live database. */
export async function restore(
  config: Config<'restore'>,
  tools: Tools,
): Promise<Outcome<'restore'>> {
  const account: Account = { findings: [] };
  const outcome = () => ({
    findings: account.findings,
    ...(account.details === undefined ? {} : { details: account.details }),
    ...(account.details?.swapped === true ? keptCatalog(config.surroundings, account.catalog ?? []) : {}), // prettier-ignore
  });
  try {
    await withPrivateDirectory(tools.workDirectory, (directory) =>
      rollBack(config, tools, directory, account),
    );
    return { status: hasFailed(account.findings) ? 'failed' : 'passed', ...outcome() };
  } catch (error) {
    if (error instanceof Error) tools.log.debug(error.stack ?? '');
    const told = cancelOr(error, tools.signal);
    return { status: 'failed', ...outcome(), problems: problemsOf(told, PURPOSE) };
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
      identify: () => identify(directUrl, session),
    },
    tools.records,
  );
  const backup = await obtainBackup(choice, {
    storeOf: (artifact) => storeOf(artifact, tools),
    identities: config.decryptWith,
    directory,
    signal: tools.signal,
  });
  const { manifest } = backup;
  // Once confirmed, contents are compared after the swap: every second before it is downtime.
  const readLedger = ledgerReader(manifest.state.ledger);
  const question = { manifest, catalog: backup.catalog, readLedger, contents: !confirmed };
  const live = await readLive(directUrl, session, question);
  const { findings, obstacles, hopeless } = await assess({
    ...{ backup, live, confirmed, environment, session, choice },
    connection: directUrl,
    searchPath: surroundings.environment['PATH'] ?? '',
    processes: tools.processes,
  });
  account.findings.push(...backup.findings, ...findings);
  const now = tools.clock.now();
  const details = accountOf(choice, backup, live, { now, lookOnly: !confirmed });
  account.details = { ...details, obstacles: [...obstacles], hopeless };
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
  account.findings.push(
    releaseFinding(live.server.version, client.version, surroundings.inActions),
  );
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
    catalog: (lines: readonly string[]) => {
      account.catalog = lines;
    },
  };
  const side = await withMutex(directUrl, lock, async (mutex) => {
    account.findings.push(await dropLeftovers(settings));
    return withSideDatabase(settings, async (made) => {
      await makeCopy(made, copy, report);
      await mutex.check();
      await endWaiters(settings, lock.applicationName);
      return made;
    });
  });
  const seconds = (tools.clock.now().getTime() - started.getTime()) / 1_000;
  account.details = { ...known(account), restoreSeconds: seconds };
  await changeNames(config, tools, { settings, side, account });
  await lookBack(config, tools, replacement);
}

/** Tells exactly what was lost; a look that fails costs the details, not the restore. */
async function lookBack(
  config: Config<'restore'>,
  tools: Tools,
  { account, backup }: Replacement,
): Promise<void> {
  const { oldDatabase = '' } = known(account);
  const replaced = connectionIn(config.directUrl, oldDatabase);
  try {
    const session = sessionOf(config, tools.signal);
    const losses = await readReplaced(replaced, session, backup.manifest);
    account.details = { ...known(account), losses };
  } catch (error) {
    const [problem] = problemsOf(error, PURPOSE);
    const found = `only numbers of rows, as counted before the swap: ${problem?.found ?? ''}`;
    account.findings.push(couldNotVerify('contents of what was lost', found));
  }
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
    // Where nobody answers, dropping it would take the time in which to say so.
    if (!(error instanceof SwapUnknown)) await dropSideDatabase(settings, side);
    throw error;
  });
  const undo = { database: live.database, old: keptAs, restored: side.name, elsewhere };
  const { catalog } = account;
  account.details = {
    ...known(account),
    ...fingerprintsOf(catalog),
    swapped: true,
    oldDatabase: swapped.keptAs,
    undo: undoCommand(undo),
    cleanUp: cleanUpCommand(keptAs, elsewhere),
    swapMilliseconds: swapped.milliseconds,
  };
  // Now, and not on the page alone: the process may die before it writes one.
  tools.log.info(
    `Swapped: ${live.database} is the restored database now. The one it replaced is kept as ${keptAs}. Undo:`,
  );
  tools.log.info(known(account).undo);
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
