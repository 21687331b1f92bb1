import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import type { Obtained } from '../filling/obtain.js';
import type { Repository } from '../migration/application/order.js';
import type { Provision } from '../postgres/aptinstall.js';
import { clientToolsFor } from '../postgres/clientinstall.js';
import { shown, type Connection } from '../postgres/connection.js';
import { withScratchCluster } from '../postgres/scratchcluster.js';
import { serverToolsFor } from '../postgres/servertools.js';
import { hasFailed } from '../record/finding.js';
import { known, type RehearsalAccount } from '../rehearsal/account.js';
import { withConfinement, type Confinement } from '../rehearsal/confinement.js';
import { requireGivenServer } from '../rehearsal/givenserver.js';
import { isolate } from '../rehearsal/isolation.js';
import type { Original } from '../rehearsal/original.js';
import { restoreForRehearsal } from '../rehearsal/restoration.js';
import { withScratchDatabase, type ScratchDatabase } from '../rehearsal/scratchdatabase.js';
import type { Leads } from '../rehearsal/traces.js';
import { playOnCopy, sessionOf } from './rehearsecopy.js';

/** What a rehearsal works with, once production has been looked at. */
export interface Stage {
  readonly repository: Repository;
  readonly backup: Obtained;
  readonly original: Original;
  /** Every database that nothing of the rehearsal may reach by itself, by the name of its input. */
  readonly others: ReadonlyMap<string, Connection>;
  readonly leads: Leads;
  /** Variables of files that name a database: set for children, they are not read there. */
  readonly shadowed: readonly string[];
  readonly confinement: Confinement;
  /** Private. */
  readonly directory: string;
}

/** Plays the deploy on a copy of production: on the server of scratch-url, else on a cluster of its own. */
export async function onScratchServer(
  config: Config<'rehearse'>,
  tools: Tools,
  stage: Stage,
  account: RehearsalAccount,
): Promise<void> {
  const { major } = stage.backup.manifest.server;
  const { scratchUrl } = config;
  if (scratchUrl !== undefined) {
    const session = sessionOf(config, tools.signal);
    const given = { scratch: scratchUrl, major, others: stage.others, session };
    account.findings.push(...(await requireGivenServer(given)));
    account.details = { ...known(account), server: shown(scratchUrl) };
    await inScratchDatabase(config, tools, stage, account, { connection: scratchUrl, own: false });
    return;
  }
  const settings = {
    tools: await serverToolsFor(major, provisionOf(config, tools)),
    workDirectory: tools.workDirectory,
    remember: tools.rememberForCleanup,
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
  config: Config<'rehearse'>,
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
  config: Config<'rehearse'>,
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

function provisionOf({ surroundings }: Config<'rehearse'>, { processes, log }: Tools): Provision {
  const searchPath = surroundings.environment['PATH'] ?? '';
  return { searchPath, processes, mayInstall: surroundings.inActions, log };
}
