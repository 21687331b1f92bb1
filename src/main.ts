import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from './actions/artifacts.js';
import { systemClock } from './actions/clock.js';
import { githubArtifacts } from './actions/githubartifacts.js';
import { terminalLog, type Log } from './actions/log.js';
import { processRunner } from './actions/process.js';
import { recordStore } from './actions/records.js';
import { directoriesToCleanUp, rememberForCleanup } from './actions/runner.js';
import { actionsLog } from './actions/runnerlog.js';
import { LOCAL_STORE } from './actions/stores.js';
import type { Tools } from './actions/tools.js';
import { makeWorkDirectory } from './actions/workdirectory.js';
import { asksForHelp, asksForVersion, usage, VERSION } from './config/usage.js';
import { listenForCancellation, type Cancellation } from './cancellation.js';
import { readMailLogin, type MailLogin } from './config/maillogin.js';
import { secretForms } from './config/masks.js';
import { readConfig, readStep, type StepConfig } from './config/read.js';
import { gatherSources, type Environment } from './config/sources.js';
import { readRunFacts, readSurroundings, type Surroundings } from './config/surroundings.js';
import { DeployError, problemsOf, type Problem } from './errors.js';
import type { Outcome, Record, StepName } from './record/record.js';
import { MIGRATION_NOT_STARTED, NOTHING_PROMOTED } from './record/untouched.js';
import { publish } from './report/publish.js';
import { STEPS } from './steps/table.js';

/** Reads the config, runs the step, publishes its record, and fails if it failed. Never rejects. */
export async function main(
  environment: Environment,
  args: readonly string[],
  directory: string,
): Promise<void> {
  const cancellation = listenForCancellation();
  const leftovers = environment['GITHUB_ACTIONS'] === 'true' ? directoriesToCleanUp() : [];
  for (const directory of leftovers) await rm(directory, { recursive: true, force: true });
  if (leftovers.length > 0) return;
  const status = await deploy(environment, args, directory, cancellation).catch(
    (error: unknown) => {
      // A fault of ours before there was a log: nothing is known to be masked, so only its name is safe.
      const name = error instanceof Error ? error.name : 'unknown error';
      process.stdout.write(`::error title=db-deploy::The step could not start (${name}).\n`);
      return 'failed';
    },
  );
  process.exitCode = status === 'failed' ? 1 : 0;
  // A socket or child that a handler left behind must not keep the process alive, least of all one
  // that a cancel has left little time.
  setTimeout(() => process.exit(), cancellation.signal.aborted ? 0 : 1_000).unref();
}

async function deploy(
  environment: Environment,
  args: readonly string[],
  directory: string,
  cancellation: Cancellation,
): Promise<Record['status']> {
  const inActions = environment['GITHUB_ACTIONS'] === 'true';
  if (asksForVersion(args, inActions) || asksForHelp(args, inActions)) {
    printLine(asksForVersion(args, inActions) ? `db-deploy-action ${VERSION}` : usage());
    return 'passed';
  }
  const sources = await gatherSources(environment, args, directory);
  const log = sources.inActions ? actionsLog() : terminalLog(printLine, debugs(environment));
  log.mask(secretForms(sources));

  const startedAt = systemClock.now();
  const read = await readConfig(sources, directory, startedAt);
  const step = readStep(sources.values.get('step')?.value);
  const surroundings = await readSurroundings(sources, directory);
  const run = readRunFacts(sources, startedAt);
  const target = sources.values.get('environment')?.value;
  const name = typeof target === 'string' ? target : 'production';
  const token = sources.values.get('github-token')?.value;

  const workDirectory = await makeWorkDirectory(surroundings.temporary, log);
  const remember = sources.inActions ? rememberForCleanup : () => undefined;
  remember(workDirectory);
  try {
    const tools = await toolsFor({
      log,
      surroundings,
      cancellation,
      workDirectory,
      rememberForCleanup: remember,
      environment: name,
      run,
      token: typeof token === 'string' ? token : undefined,
    });
    for (const warning of read.warnings) log.warning(warning, step.ok ? step.name : 'db-deploy');
    if (!read.ok && !step.ok) return refuse(log, read.problems);
    const outcome = read.ok
      ? await runStep(read.value, tools, cancellation)
      : { ...refused(read.problems), ...nothingDone(step.ok ? step.name : 'validate') };
    const record = {
      version: 1,
      step: step.ok ? step.name : 'validate',
      environment: name,
      status: outcome.status,
      run,
      startedAt: startedAt.toISOString(),
      finishedAt: tools.clock.now().toISOString(),
      findings: outcome.findings,
      problems: outcome.problems ?? [],
      ...(outcome.details === undefined ? {} : { details: outcome.details }),
    } as Record;
    const login = readMailLogin(sources.environment);
    const told = read.ok ? await announced(record, read.value, login, tools) : record;
    await publish(told, tools, sources.inActions, outcome.catalog);
    if (told.step === 'summarize' && sources.inActions) {
      const { showOnGitHub } = await import('./report/githubstatus.js');
      await showOnGitHub(told, tools, typeof token === 'string' ? token : undefined);
    }
    return record.status;
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
}

async function runStep(
  { step, config }: StepConfig,
  tools: Tools,
  cancellation: Cancellation,
): Promise<Outcome<StepName>> {
  try {
    const handler = (await STEPS[step]()) as (
      config: StepConfig['config'],
      tools: Tools,
    ) => Promise<Outcome<StepName>>;
    return await cancellation.bounded(handler(config, tools));
  } catch (error) {
    if (error instanceof Error) tools.log.debug(error.stack ?? '');
    return refused(problemsAfter(error, `finish the step ${step}`, tools.signal));
  }
}

/** Only the record of a whole deploy is announced; a fault in that must not cost its page. */
async function announced(
  record: Record,
  given: StepConfig,
  login: MailLogin,
  tools: Tools,
): Promise<Record> {
  if (record.step !== 'summarize' || given.step !== 'summarize') return record;
  try {
    const { announce } = await import('./announce.js');
    return await announce(record, given.config, login, tools);
  } catch (error) {
    tools.log.warning(
      `Nobody was notified (${error instanceof Error ? error.name : 'fault'}).`,
      'summarize',
    );
    return record;
  }
}

/** After a cancel the cancel comes first; what a cut-off session says of its own timer tells nobody anything. */
function problemsAfter(error: unknown, attempted: string, signal: AbortSignal): readonly Problem[] {
  const problems = problemsOf(error, attempted);
  if (!signal.aborted || error === signal.reason) return problems;
  const cancelled = problemsOf(signal.reason, attempted);
  return error instanceof DeployError ? [...cancelled, ...problems] : cancelled;
}

/** A refused config touched nothing, and the record of a step that changes production says so. */
function nothingDone(step: StepName): Pick<Outcome<StepName>, 'details'> {
  if (step === 'migrate') return { details: MIGRATION_NOT_STARTED };
  return step === 'promote' ? { details: { mode: 'not started', ...NOTHING_PROMOTED } } : {};
}

function refused(problems: readonly Problem[]): Outcome<StepName> {
  return { status: 'failed', findings: [], problems: [...problems] };
}

function refuse(log: Log, problems: readonly Problem[]): 'failed' {
  for (const { attempted, found, likelyCause, nextAction } of problems) {
    const cause = likelyCause === undefined ? '' : ` Likely cause: ${likelyCause}`;
    log.error(`${found}.${cause} Next: ${nextAction}`, `Could not ${attempted}`);
  }
  return 'failed';
}

interface Parts {
  log: Log;
  surroundings: Surroundings;
  cancellation: Cancellation;
  workDirectory: string;
  rememberForCleanup: Tools['rememberForCleanup'];
  environment: string;
  run: Record['run'];
  token: string | undefined;
}

async function toolsFor(parts: Parts): Promise<Tools> {
  const { surroundings, run, token, cancellation } = parts;
  const longest = surroundings.longestRetentionDays;
  const artifacts = surroundings.inActions
    ? githubArtifacts({
        available: surroundings.artifactService,
        runId: run.runId,
        repository: run.repository,
        token,
        fetch: globalThis.fetch,
        clock: systemClock,
        signal: cancellation.signal,
        ...(longest === undefined ? {} : { longestRetentionDays: longest }),
      })
    : await localArtifacts(surroundings, run);
  return {
    log: parts.log,
    clock: systemClock,
    artifacts,
    records: recordStore(artifacts, {
      environment: parts.environment,
      retentionDays: 30,
      directory: parts.workDirectory,
    }),
    processes: processRunner(cancellation.signal),
    fetch: globalThis.fetch,
    signal: cancellation.signal,
    workDirectory: parts.workDirectory,
    rememberForCleanup: parts.rememberForCleanup,
  };
}

/** Loaded on a laptop only. */
async function localArtifacts(
  { workspace }: Surroundings,
  { runId }: Record['run'],
): Promise<ArtifactStore> {
  const { directoryArtifacts } = await import('./actions/directoryartifacts.js');
  return directoryArtifacts(join(workspace, LOCAL_STORE), systemClock, runId);
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function debugs(environment: Environment): boolean {
  return environment['DB_DEPLOY_DEBUG'] === '1';
}
