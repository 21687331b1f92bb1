import type { Log } from '../../actions/log.js';
import type { Clock } from '../../actions/tools.js';
import { plain } from '../../actions/neutral.js';
import { DeployError, problemsOf } from '../../errors.js';
import type { Connection } from '../../postgres/connection.js';
import { directSettings, withSession, type Session } from '../../postgres/session.js';
import { codeOf, SQLSTATE } from '../../postgres/sqlstate.js';
import type { Tolerated } from '../../postgres/tolerated.js';
import type { Finding } from '../../record/finding.js';
import type { Watch } from '../../record/watch.js';
import type { Limits } from './excess.js';
import { observe, type Observer } from './observer.js';
import type { Whom } from './sample.js';
import { findingsOf } from './sightings.js';
import { readTableNames } from './tablenames.js';

/** How long the work waits for its watcher before it begins without. */
const START_PATIENCE_MS = 2_000;
/** What the last sample may take when the work is done. */
const END_PATIENCE_MS = 1_000;
/** A sample that takes this long is given up, and another one taken a while later. */
const SAMPLE_TIMEOUT_MS = 5_000;
const AFTER_TIMEOUT_MS = 1_000;
/** A server that says nothing for this long is gone, or the network to it is. */
const SILENCE_MS = 10_000;

export interface WatchSettings extends Limits {
  /** Proven direct. */
  readonly connection: Connection;
  /** Of the watcher's own session, `db-deploy/<step>/<run id>/watcher`. */
  readonly applicationName: string;
  /** Of the tool's sessions, as its URL carries it. */
  readonly toolName: string;
  /** Ends the watcher with the step. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the work: limits that nobody else keeps cannot be kept any more. */
  readonly giveUp: (reason: Error) => void;
  /** Whether heads of other sessions' statements may be shown: in private repositories only. */
  readonly showQueries: boolean;
}

export interface Watched<Result> {
  /** How the work ended; a failed migration needs the numbers as much as a good one. */
  readonly result: Tolerated<Result>;
  readonly watch: Watch;
  readonly findings: Finding[];
}

/** How often a lost session is opened again, and after which pause in milliseconds. */
const RETURNS = 5;
const RETURN_PAUSE_MS = 400;

/** Our own sessions are nobody's users. */
const OWN_PREFIX = 'db-deploy/';

/**
 * Runs the work while a second session watches what it does to others, and stops the tool's
 * backends that go over a limit. Never rejects: neither for the work, whose end is data, nor for
 * the watcher, whose loss costs the work nothing but the watch.
 */
export async function withWatcher<Result>(
  settings: WatchSettings,
  work: () => Promise<Result>,
): Promise<Watched<Result>> {
  const { clock, signal } = settings;
  const done = new AbortController();
  const hangUp = new AbortController();
  let observer: Observer | undefined;
  let lost: string | undefined;
  let begun = (): void => undefined;
  const isReady = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const watching = keepWatching(
    settings,
    AbortSignal.any([signal, hangUp.signal]),
    done.signal,
    (one) => {
      observer = one;
      begun();
    },
  ).catch((error: unknown) => {
    lost = plain(
      problemsOf(error, 'watch')
        .map(({ found }) => found)
        .join('; '),
    );
    // While the migration runs on: whoever reads along learns now that its guard is gone.
    if (!done.signal.aborted && !signal.aborted) {
      settings.log.warning(`It is not watched any more: ${lost}`, 'watcher of the migration');
      if (settings.enforce !== undefined) settings.giveUp(unkept(lost));
    }
  });
  await within(clock, START_PATIENCE_MS, Promise.race([isReady, watching]));
  const late = observer === undefined;
  const result = await settled(work);
  done.abort();
  await within(clock, END_PATIENCE_MS, watching);
  hangUp.abort(new Error('the server did not answer'));
  await watching;
  const sight = (observer ?? unseen(settings)).sight();
  const ending = lost === undefined ? {} : { lost };
  const seen = { ...sight, watch: { ...sight.watch, late, ...ending } };
  return { result, watch: seen.watch, findings: findingsOf(seen, settings) };
}

/** Watches on in another session when one is lost: what was seen before it is kept. */
async function keepWatching(
  settings: WatchSettings,
  signal: AbortSignal,
  done: AbortSignal,
  begin: (observer: Observer) => void,
): Promise<void> {
  let observer: Observer | undefined;
  for (let left = RETURNS; ; left -= 1) {
    try {
      await watch(settings, signal, done, observer, (one) => {
        observer = one;
        begin(one);
      });
      return;
    } catch (error) {
      if (done.aborted || signal.aborted || observer === undefined || left === 0) throw error;
      settings.log.info('The session that watches the migration was lost, and is opened again.');
      const wake = AbortSignal.any([done, signal]);
      await settings.clock.sleep(RETURN_PAUSE_MS, wake).catch(() => undefined);
    }
  }
}

/** Nobody keeps the limits that the server was not told: then the tool must not go on. */
function unkept(lost: string): DeployError {
  return new DeployError({
    attempted: 'keep the timeouts of the migration',
    found: `its watcher was lost (${lost}), and the server does not keep them itself`,
    likelyCause: 'the server ended the session, or takes no more connections',
    nextAction:
      'the migration tool was ended; look at the verdict, and run the failed jobs again when the server takes connections',
  });
}

/** One session, one sample after the other until the work is done, and one more. */
async function watch(
  settings: WatchSettings,
  signal: AbortSignal,
  done: AbortSignal,
  before: Observer | undefined,
  begin: (observer: Observer) => void,
): Promise<void> {
  const own = {
    purpose: 'watch the migration',
    applicationName: settings.applicationName,
    signal,
    settings: {
      ...directSettings({ statementMs: SAMPLE_TIMEOUT_MS }),
      jit: 'off',
      plan_cache_mode: 'force_generic_plan',
      max_parallel_workers_per_gather: '0',
    },
  };
  await withSession(settings.connection, own, async (session) => {
    const [row] = await session.query<{ now: string; role: string }>(
      `select (extract(epoch from clock_timestamp()) * 1e6)::int8::text as now,
              quote_ident(session_user) as role`,
    );
    const observer =
      before ??
      observe({
        ...settings,
        names: await readTableNames(session),
        role: row?.role ?? '',
        whom: whomOf(settings, row?.now ?? '0'),
      });
    let rest = await look(observer, session, settings.clock);
    begin(observer);
    const wake = AbortSignal.any([done, signal]);
    for (let last = false; !last;) {
      // A sample that began before the work was done may have missed its end.
      last = done.aborted;
      if (!last) await settings.clock.sleep(rest, wake).catch(() => undefined);
      rest = await look(observer, session, settings.clock);
    }
  });
}

/** One sample, or the news that there will be none. */
async function look(observer: Observer, session: Session, clock: Clock): Promise<number> {
  const enough = new AbortController();
  const silence = clock.sleep(SILENCE_MS, enough.signal).then((): never => {
    throw new Error(`the server did not answer for ${SILENCE_MS / 1_000} s`);
  });
  try {
    return await Promise.race([observer.look(session), silence]);
  } catch (error) {
    // It shows as a gap between samples; the guard must outlive a moment of overload.
    if (codeOf(error) === SQLSTATE.queryCanceled) return AFTER_TIMEOUT_MS;
    throw error;
  } finally {
    enough.abort();
  }
}

function whomOf({ toolName }: WatchSettings, since: string): Whom {
  return { applicationName: toolName, ownPrefix: OWN_PREFIX, since };
}

/** A watch that never began: it saw nothing, and says so. */
function unseen(settings: WatchSettings): Observer {
  return observe({ ...settings, names: new Map(), role: '', whom: whomOf(settings, '0') });
}

async function settled<Result>(work: () => Promise<Result>): Promise<Tolerated<Result>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Waits for something that never rejects, but no longer than that. */
async function within(clock: Clock, ms: number, awaitedFor: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([awaitedFor, clock.sleep(ms, enough.signal).catch(() => undefined)]);
  enough.abort();
}
