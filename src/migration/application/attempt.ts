import type { Tools } from '../../actions/tools.js';
import type { Finding } from '../../record/finding.js';
import type { Watch } from '../../record/watch.js';
import { problemsOf } from '../../errors.js';
import { arrivalFindings } from './arrival.js';
import { sessionFor, toolName, type Order } from './order.js';
import { runMigration, type Run } from './run.js';
import type { Timeouts } from './timeouts.js';
import { withWatcher } from '../watch/watcher.js';

/** One start of the tool, and what was seen of it. */
export interface Attempt {
  readonly run: Run;
  readonly watch: Watch;
  /** What the watch says. */
  readonly findings: readonly Finding[];
  /** When the tool was started, in milliseconds since 1970. */
  readonly began: number;
  readonly seconds: number;
}

/**
 * Starts the tool once, watched. Never rejects: how it ended is data.
 * @param options that carry the timeouts, see `timeoutOptions`.
 * @param enforce limits that the server does not hold the tool to.
 */
export async function attempt(
  order: Order,
  { options, enforce }: { options: string; enforce: Timeouts | undefined },
  tools: Tools,
): Promise<Attempt> {
  const { repository, connection, environment, showOutput } = order;
  const began = tools.clock.now().getTime();
  const { signal } = tools;
  const { applicationName } = sessionFor(order, signal);
  const ending = new AbortController();
  const watched = await withWatcher(
    {
      connection,
      signal,
      enforce,
      applicationName: `${applicationName}/watcher`,
      toolName: toolName(order),
      clock: tools.clock,
      log: tools.log,
      showQueries: showOutput,
      maxStallMs: order.maxStallMs,
      giveUp: (reason) => {
        ending.abort(reason);
      },
    },
    () =>
      runMigration(
        {
          ...repository,
          options,
          connection,
          environment,
          showOutput,
          applicationName: toolName(order),
          signal: ending.signal,
          failures: repository.migrations?.adapter.failures ?? [],
        },
        tools,
      ),
  );
  const { result, watch } = watched;
  const findings = [...watched.findings, ...arrivalFindings(watch, order.timeouts, enforce)];
  const run = result.ok
    ? result.value
    : {
        exit: undefined,
        problems: problemsOf(result.error, `run ${repository.command}`),
        leftBehind: 0,
        output: [],
        failures: [],
        lostConnection: false,
      };
  const seconds = (tools.clock.now().getTime() - began) / 1_000;
  return { run, watch, findings, began, seconds };
}
