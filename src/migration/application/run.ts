import { withoutMiddle } from '../../actions/lines.js';
import { neutral, plain } from '../../actions/neutral.js';
import type { ProcessExit } from '../../actions/process.js';
import { redact } from '../../actions/redaction.js';
import type { Tools } from '../../actions/tools.js';
import { problemsOf, type Problem } from '../../errors.js';
import type { Connection } from '../../postgres/connection.js';
import { directSettings } from '../../postgres/session.js';
import { endToolSessions } from './aftermath.js';
import { failureWatch, type KnownFailure } from '../failure.js';
import { runTool } from '../detection/tool.js';

/** Lines of the tool's output that the record keeps. */
const LINES_KEPT = 60;
/** Characters of each that are shown: a tool may print the whole statement that failed. */
const LONGEST_SHOWN = 4_000;
/** After a cancel the process has about 5 s left for all that follows. */
const CLEANUP_MS = 2_000;
/** A session that closes by itself is gone within this many looks. */
const GRACE_ROUNDS = 10;

export interface RunSettings {
  readonly command: string;
  readonly directory: string;
  readonly connection: Connection;
  readonly environment: Readonly<Record<string, string>>;
  readonly options: string;
  /** Of the tool's sessions; by it they are found again. */
  readonly applicationName: string;
  /** False in a public repository: the tool's output may show rows. */
  readonly showOutput: boolean;
  /** Ends the tool alone; its reason is then a problem of the run. */
  readonly signal: AbortSignal;
  /** What the tool is known to say when it fails. */
  readonly failures: readonly KnownFailure[];
}

export interface Run {
  /** Undefined when the tool could not be started or the step was cancelled. */
  readonly exit: ProcessExit | undefined;
  readonly problems: readonly Problem[];
  /** Server sessions that were still there when the tool was gone, and were ended. */
  readonly leftBehind: number;
  /** The tool's last lines, redacted; empty when they must not be shown. */
  readonly output: string[];
  /** Known failures that its lines named, shown or not; the most telling first. */
  readonly failures: readonly KnownFailure[];
  /** Whether its lines told of a connection that was lost: what was sent last may be committed. */
  readonly lostConnection: boolean;
}

/**
 * Runs the tool's own command. Whatever happens to it, none of its server sessions is left when
 * this resolves: a killed tool's statement would run on and hold its locks.
 */
export async function runMigration(settings: RunSettings, tools: Tools): Promise<Run> {
  const output: string[] = [];
  const watch = failureWatch(settings.failures);
  const onLine = (line: string): void => {
    watch.see(line);
    if (!settings.showOutput) return;
    // Cut last: half a secret is not known as one.
    const clean = withoutMiddle(plain(redact(line, tools.log.masks)), LONGEST_SHOWN);
    output.push(clean);
    if (output.length > LINES_KEPT) output.shift();
    tools.log.info(neutral(clean));
  };
  const pace = (): Promise<void> => tools.log.drained(tools.signal);
  const { processes, workDirectory } = tools;
  let exit: ProcessExit | undefined;
  let problems: readonly Problem[] = [];
  try {
    exit = await tools.log.group(`Running ${settings.command}`, () =>
      runTool({ ...settings, processes, workDirectory, onLine, pace }),
    );
  } catch (error) {
    problems = problemsOf(error, `run ${settings.command}`);
  }
  let leftBehind = 0;
  const signal = AbortSignal.timeout(CLEANUP_MS);
  const session = {
    purpose: 'end what the migration tool left behind',
    applicationName: 'db-deploy/migrate/cleanup',
    signal,
    settings: directSettings(),
  };
  const pause = (ms: number): Promise<void> => tools.clock.sleep(ms, signal);
  try {
    leftBehind = await endToolSessions(
      settings.connection,
      settings.applicationName,
      session,
      pause,
      exit?.code === 0 ? GRACE_ROUNDS : 0,
    );
  } catch (error) {
    // The server is gone or does not answer: what the tool said must survive that.
    problems = [...problems, ...problemsOf(error, session.purpose)];
  }
  return {
    exit,
    problems,
    output,
    leftBehind,
    failures: watch.found(),
    lostConnection: watch.lostConnection,
  };
}
