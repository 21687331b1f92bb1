import type { Log } from '../actions/log.js';
import { freeBytes, requireDirectory } from '../actions/storedirectory.js';
import { directoryOf, storeFor, targetOf, type StorePlace } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { askVisibility } from '../actions/visibility.js';
import { artifactName } from '../backup/artifactname.js';
import { capture } from '../backup/capture.js';
import { readContents } from '../backup/contents.js';
import { compareWithEarlierAttempts } from '../backup/earlierattempts.js';
import { manifestOf } from '../backup/manifest.js';
import { planBackup, type Plan } from '../backup/plan.js';
import { requirePrivacy } from '../backup/privacy.js';
import { withPrivateDirectory } from '../archive/privatedirectory.js';
import { withProgress } from '../backup/progress.js';
import { prove } from '../backup/proof.js';
import { realKeyFinding } from '../backup/realkey.js';
import { ledgerFinding } from '../backup/rungs.js';
import { storeBackup } from '../backup/store.js';
import type { Config } from '../config/schemas.js';
import { problemsOf } from '../errors.js';
import type { Migrations } from '../migration/adapter.js';
import { detectTool } from '../migration/detection/detect.js';
import { readState } from '../migration/ledger/state.js';
import { withMutex } from '../postgres/mutex.js';
import { releaseFinding } from '../postgres/releases.js';
import type { BackupDetails } from '../record/details.js';
import { hasFailed, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { diskFinding } from '../validation/machine.js';

const PURPOSE = 'take the backup';

/** Takes a backup and proves it. What was proven stays in the record when a later part fails. */
export async function backup(config: Config<'backup'>, tools: Tools): Promise<Outcome<'backup'>> {
  const findings: Finding[] = [];
  try {
    const details = await takeBackup(config, tools, findings);
    if (details === undefined) return { status: 'failed', findings };
    return { status: 'passed', findings, details };
  } catch (error) {
    if (error instanceof Error) tools.log.debug(error.stack ?? '');
    return { status: 'failed', findings, problems: problemsOf(error, PURPOSE) };
  }
}

/** @returns undefined when a finding failed: then nothing is stored. */
async function takeBackup(
  config: Config<'backup'>,
  tools: Tools,
  findings: Finding[],
): Promise<BackupDetails | undefined> {
  const { run, surroundings, encryptTo: recipients } = config;
  const { log, clock } = tools;
  const started = clock.now();
  findings.push(
    await requirePrivacy(
      {
        visibility: surroundings.visibility,
        backupTo: targetOf(config.backupTo, surroundings.inActions),
        recipients,
      },
      () =>
        askVisibility({
          repository: run.repository,
          token: config.githubToken,
          fetch: tools.fetch,
        }),
    ),
    ...(await realKeyFinding(recipients, tools.records)),
  );
  const place = { target: config.backupTo, workspace: surroundings.workspace, runId: run.runId };
  await requireDirectory(place, surroundings);
  const name = artifactName(config.backupName, config.environment, run, log.masks);
  const { migrations, found } = await detectTool(config);
  const plan = await planBackup({
    connection: config.directUrl,
    environment: config.environment,
    session: {
      purpose: PURPOSE,
      applicationName: `db-deploy/backup/${run.runId}`,
      signal: tools.signal,
    },
    fingerprint: config.fingerprint,
    exposed: config.backupTo === 'artifact' && surroundings.visibility !== 'private',
    excluded: { schemas: config.excludeSchemas, tableData: config.excludeTableData },
    recipients,
    childEnvironment: surroundings.environment,
    processes: tools.processes,
    mayInstall: surroundings.inActions,
    log,
    workDirectory: tools.workDirectory,
  });
  const { server, client } = plan;
  findings.push(releaseFinding(server.version, client.version, surroundings.inActions));
  findings.push(...(await roomFindings(place, plan)));
  if (hasFailed(findings)) return undefined;
  const lock = {
    ...plan.session,
    applicationName: `${plan.session.applicationName}/${started.toISOString()}`,
    waitMs: config.waitForOtherDeploy,
    clock,
    log,
  };
  return withMutex(plan.connection, lock, (mutex) =>
    withPrivateDirectory(tools.workDirectory, async (directory) => {
      const { archive, contents, ...seen } = await dumpAndRead(plan, migrations, directory, log);
      findings.push(...seen.findings);
      if (archive === undefined || contents === undefined) return undefined;
      findings.push(
        ...(await prove(plan, { archive, contents, directory })),
        ledgerFinding(contents.state.ledger, found),
      );
      if (hasFailed(findings)) return undefined;

      const { state } = contents;
      const earlier = await compareWithEarlierAttempts(run, state, tools.records);
      findings.push(...earlier.findings);
      const createdAt = clock.now();
      const manifest = manifestOf(plan, { createdAt, run, state, archive, contents, ...earlier });
      // Without the lock another deploy may have come between; its backup is the one that counts.
      await mutex.check();
      const { artifact, finding } = await storeBackup(manifest, {
        name,
        retentionDays: config.retentionDays,
        directory,
        catalog: contents.catalog,
        artifacts: await storeFor(place, tools),
      });
      findings.push(finding);
      return { manifest, artifact, seconds: (clock.now().getTime() - started.getTime()) / 1_000 };
    }),
  );
}

/** Room in the directory that keeps the backup; a store of others has its own limits. */
async function roomFindings(place: StorePlace, { server }: Plan): Promise<Finding[]> {
  const directory = directoryOf(place);
  if (directory === undefined) return [];
  return [diskFinding(server.bytes, await freeBytes(directory))];
}

/** The dump and everything it is compared with, from one snapshot. */
function dumpAndRead(plan: Plan, migrations: Migrations | undefined, directory: string, log: Log) {
  const { client, compression, scope, connection } = plan;
  log.info(`pg_dump ${client.version}, ${compression}, fingerprints: ${scope}`);
  return withProgress(log, (progress) => {
    const onProgress = (bytes: number, dumped: number): void => {
      Object.assign(progress, { bytes, dumped });
    };
    return capture({ plan, directory, onProgress }, async (snapshot, sequences) => {
      const read = await readState(snapshot.session, connection, migrations);
      return { ...read, ...(await readContents(snapshot, plan, progress, sequences)) };
    });
  });
}
