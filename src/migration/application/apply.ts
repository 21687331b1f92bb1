import { readFile } from 'node:fs/promises';
import type { Tools } from '../../actions/tools.js';
import { problemsOf, type Problem } from '../../errors.js';
import { directSettings, withSession } from '../../postgres/session.js';
import { hasFailed, pass, type Finding } from '../../record/finding.js';
import { listed } from '../../record/listed.js';
import { attempt, type Attempt } from './attempt.js';
import { buildsIn, type Script } from '../builds/builds.js';
import {
  dropInterruptedBuilds,
  leftoverFindings,
  readLeftovers,
  type Leftovers,
} from '../builds/leftovers.js';
import { lookAfter } from './lookafter.js';
import { sessionFor, type Order } from './order.js';
import { isUntouched, passingCause } from './passing.js';
import { repeat } from './repeat.js';
import { settle } from './settle.js';
import { readStanding, type Standing } from '../ledger/standing.js';
import { keepTimeouts, type Kept } from './timeouts.js';
import { outsideTransaction, worksConcurrently } from '../builds/transactions.js';

/** What became of a migration. */
export interface Application {
  /** From before the tool, and of the last watch. */
  readonly findings: readonly Finding[];
  /** Each start of the tool; none when something stood in its way. */
  readonly attempts: readonly Attempt[];
  /** The database as the tool found it. */
  readonly before: Standing;
  /** Undefined when nobody could look any more. */
  readonly after: Standing | undefined;
  /** What kept it from being tried, or tried again. */
  readonly problems: readonly Problem[];
  /** Why more may be done than ledger and catalog show, see `outsideTransaction`. */
  readonly outside?: string | undefined;
}

/**
 * Runs the tool until its work is done or fails for good. It is started again only after what
 * passes by itself, and only when ledger and catalog prove that nothing was applied.
 * @param found the database as it was read before.
 */
export async function applyPending(
  order: Order,
  found: Standing,
  tools: Tools,
): Promise<Application> {
  const scripts = await readScripts(order, found);
  const concurrent = scripts.some(worksConcurrently);
  const session = sessionFor(order, tools.signal);
  const kept = await keepTimeouts(order.connection, order.timeouts, concurrent, session);
  const leftovers = await withSession(order.connection, session, (open) =>
    readLeftovers(open, scripts.flatMap(buildsIn)),
  );
  const findings = [kept.finding, ...leftoverFindings(leftovers)];
  if (hasFailed(findings))
    return { findings, attempts: [], before: found, after: found, problems: [] };
  await order.beforeTool();
  try {
    const before = await withoutLeftovers(order, found, leftovers, tools);
    return await carryOut({ order, kept, scripts, before, findings }, tools);
  } catch (error) {
    // Only what comes before the first start of the tool throws.
    const problems = problemsOf(error, order.purpose);
    return { findings, attempts: [], before: found, after: found, problems };
  }
}

interface Plan {
  readonly order: Order;
  readonly kept: Kept;
  readonly scripts: readonly Script[];
  readonly before: Standing;
  readonly findings: readonly Finding[];
}

async function carryOut(plan: Plan, tools: Tools): Promise<Application> {
  const { order, before, scripts } = plan;
  const attempts: Attempt[] = [];
  const dropped: string[] = [];
  const outside = outsideTransaction(scripts, order.repository.migrations?.atomicFiles === true);
  for (;;) {
    const last = await attempt(order, plan.kept, tools);
    attempts.push(last);
    const judged = await judge(plan, attempts, outside, tools);
    const { after, pauseMs } = judged;
    dropped.push(...judged.dropped);
    const findings = [...plan.findings, ...last.findings, ...repeated(attempts, dropped)];
    const application = { findings, attempts, before, after, outside, problems: judged.problems };
    if (pauseMs === undefined) return application;
    try {
      await tools.clock.sleep(pauseMs, tools.signal);
      await order.beforeTool();
    } catch (error) {
      return { ...application, problems: problemsOf(error, order.purpose) };
    }
  }
}

interface Judged {
  readonly after: Standing | undefined;
  readonly dropped: readonly string[];
  readonly problems: readonly Problem[];
  /** Undefined when there is no other attempt. */
  readonly pauseMs?: number;
}

/** What the last attempt left, and after which pause there is another. */
async function judge(
  { order, scripts, before }: Plan,
  attempts: readonly Attempt[],
  outside: string | undefined,
  tools: Tools,
): Promise<Judged> {
  const last = attempts.at(-1);
  const seen = await lookAfter(order, tools);
  const passing = last === undefined || !order.mayRepeat ? undefined : passingCause(last);
  const asSeen = { after: seen, dropped: [], problems: [] };
  if (seen === undefined || tools.signal.aborted) return asSeen;
  if (passing === undefined || outside !== undefined) return asSeen;
  try {
    const { after, dropped } = await settle(order, { before, after: seen, scripts }, tools);
    const untouched = isUntouched(before, after) && after.ledger?.unfinished.length === 0;
    const number = attempts.length;
    const { lockMs } = order.timeouts;
    const next = repeat({ number, passing, untouched, outside, lockMs }, order.random());
    if (!next.again) return { after, dropped, problems: [] };
    const who = last?.watch.blockers.map(({ who: words }) => words).join('; ') ?? '';
    tools.log.warning(
      `Attempt ${number}: ${passing}; nothing was applied. ${who === '' ? '' : `In the way: ${who}. `}Trying again in ${Math.ceil(next.pauseMs / 1_000)} s.`,
      'migrate',
    );
    return { after, dropped, problems: [], pauseMs: next.pauseMs };
  } catch (error) {
    // What was seen of the attempt stands, whatever kept it from being made again.
    return { ...asSeen, problems: problemsOf(error, 'prepare another attempt') };
  }
}

/** Says that it took more than one attempt; one alone is not worth a line. */
function repeated(attempts: readonly Attempt[], dropped: readonly string[]): Finding[] {
  if (attempts.length < 2) return [];
  const each = attempts.map((one, at) => `${at + 1}: ${one.seconds.toFixed(1)} s`).join(', ');
  return [
    pass(
      'attempts',
      `${attempts.length} (${each}); after each that failed, ledger and catalog were as before${dropped.length === 0 ? '' : `, once its invalid indexes were dropped: ${listed(dropped)}`}`,
    ),
  ];
}

async function readScripts(
  { repository: { migrations } }: Order,
  { ledger }: Standing,
): Promise<Script[]> {
  return Promise.all(
    (ledger?.pending ?? []).map(async (file) => {
      const text = await readFile(file.path, 'utf8');
      return {
        name: file.title ?? file.name,
        text: migrations?.adapter.upPart?.(file, text) ?? text,
        program: !file.path.endsWith('.sql'),
      };
    }),
  );
}

async function withoutLeftovers(
  order: Order,
  found: Standing,
  leftovers: Leftovers,
  tools: Tools,
): Promise<Standing> {
  if (leftovers.ours.length === 0) return found;
  const session = sessionFor(order, tools.signal);
  const { statementMs } = order.timeouts;
  const settings = directSettings({ statementMs, lockMs: statementMs });
  const names = leftovers.ours.map(({ qualified }) => qualified);
  tools.log.info(`Dropping what an interrupted run left invalid: ${names.join(', ')}`);
  await withSession(order.connection, { ...session, settings }, (open) =>
    dropInterruptedBuilds(open, leftovers),
  );
  return readStanding(order.connection, session, order.repository.migrations);
}
