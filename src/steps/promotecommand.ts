import { resolve } from 'node:path';
import type { Tools } from '../actions/tools.js';
import { wayBack, type Gate } from '../backup/gate.js';
import type { Config } from '../config/schemas.js';
import { DeployError, type Problem } from '../errors.js';
import { runMigration, type Run } from '../migration/application/run.js';
import type { KnownFailure } from '../migration/failure.js';
import { keepTimeouts } from '../migration/application/timeouts.js';
import { requireNoSecret } from '../migration/detection/tool.js';
import { urlWith, type Connection } from '../postgres/connection.js';
import type { Mutex } from '../postgres/mutex.js';
import type { SessionSettings } from '../postgres/session.js';
import type { CommandRun, PromoteDetails } from '../record/promotion.js';
import { couldNotVerify, fail, notRun, pass, type Finding } from '../record/finding.js';
import type { Outcome } from '../record/record.js';
import { NOTHING_PROMOTED } from '../record/untouched.js';

type PromoteConfig = Config<'promote'>;

/** A promotion by the team's own script, its databases proven. */
type CommandOrder = PromoteConfig & {
  readonly devDatabaseUrl: Connection;
  readonly sides: Finding;
  readonly session: SessionSettings;
};

interface Guards {
  readonly mutex: Mutex;
  readonly gate: () => Promise<Gate>;
  /** Marks the moment from which production may change. */
  readonly beforeApply: () => void;
}

/** What a script's dry run may not do by mistake: one that never read the flag is refused its first write. */
const READ_ONLY = '-c default_transaction_read_only=on';
const NAME = 'promote-command';
/** A script that hides errors ends with 0 all the same: psql -f without ON_ERROR_STOP, `|| true`. */
const WRITE_REFUSED: KnownFailure = {
  pattern: /\bcannot .{1,80} read-only transaction|(?:code|sqlstate|error)\W{1,12}25006\b/i,
  cause:
    'it does not look at --dry-run: it tried to write, and was refused, because the sessions of a dry run are read-only',
  remedy:
    'let it write only with --apply (DB_DEPLOY_PROMOTE says dry-run or apply, too), and end with an error where a statement fails: psql -v ON_ERROR_STOP=1',
};

/**
 * Runs the script with `--dry-run`, then with `--apply`, where its mode asks for that. Behind the gate
 * before the first run: a dry run is a program like any other.
 */
export async function promoteByCommand(
  command: string,
  order: CommandOrder,
  tools: Tools,
  { mutex, gate: passGate, beforeApply }: Guards,
): Promise<Outcome<'promote'>> {
  requireNoSecret(command, tools.log.masks, NAME);
  const applies = order.promoteMode === 'apply';
  const gate = applies ? await passGate() : undefined;
  const findings = [
    order.sides,
    ...(gate?.findings ?? [notRun('backup gate', 'a preview applies nothing')]),
  ];
  const details = detailsOf(order, command, []);
  if (gate?.open === false) return { status: 'failed', findings, details };
  const options = await provenOptions(order);

  await mutex.check();
  const dry = await start({ command, flag: '--dry-run', options: `${options} ${READ_ONLY}` }, order, tools); // prettier-ignore
  findings.push(...aftermath(dry));
  const seen = detailsOf(order, command, [dry.account]);
  if (!succeeded(dry))
    return { status: 'failed', findings, details: seen, problems: dryFailed(dry) };
  if (!applies) return { status: 'passed', findings, details: seen };

  await mutex.check();
  beforeApply();
  const done = await start({ command, flag: '--apply', options }, order, tools);
  findings.push(...aftermath(done));
  const both = detailsOf(order, command, [dry.account, done.account]);
  if (!succeeded(done)) {
    const doubt = `promote-command ${endOf(done.account)} with --apply: what it had committed by then is there, and only the script knows what that is.`;
    const problems = applyFailed(done, gate && wayBack(gate));
    return { status: 'failed', findings, details: { ...both, doubt }, problems };
  }
  const held = await mutex.isHeld();
  findings.push(
    held ? pass('deploy lock', 'held to the end') : lockLost(),
    couldNotVerify(
      'what promote-command wrote',
      'it ended with 0, which is its own word: nothing was compared afterwards',
      'add checks to verify, or use reference-tables, which compares every row before it commits',
    ),
  );
  return { status: held ? 'passed' : 'failed', findings, details: { ...both, applied: true } };
}

interface Started {
  readonly run: Run;
  readonly account: CommandRun;
}

/** One run, with URLs of production that carry limits and a name by which its sessions are found again. */
async function start(
  { command, flag, options }: { command: string; flag: CommandRun['flag']; options: string },
  { directUrl, devDatabaseUrl, surroundings, workingDirectory, session }: CommandOrder,
  tools: Tools,
): Promise<Started> {
  const began = tools.clock.now().getTime();
  const applicationName = `${session.applicationName}/command`;
  const url = urlWith(directUrl, { options, application_name: applicationName });
  const run = await runMigration(
    {
      command: `${command} ${flag}`,
      directory: resolve(surroundings.workspace, workingDirectory),
      connection: directUrl,
      environment: {
        ...surroundings.environment,
        DEV_DATABASE_URL: devDatabaseUrl.url,
        PROD_DATABASE_URL: url,
        DB_DEPLOY_PROMOTE: flag.slice(2),
      },
      options,
      applicationName,
      showOutput: surroundings.visibility === 'private',
      signal: tools.signal,
      failures: flag === '--dry-run' ? [WRITE_REFUSED] : [],
    },
    tools,
  );
  const code = run.exit?.code ?? undefined;
  const seconds = (tools.clock.now().getTime() - began) / 1_000;
  const account = { flag, ...(code === undefined ? {} : { exitCode: code }), seconds, output: run.output }; // prettier-ignore
  return { run, account };
}

/**
 * Startup options with the timeouts, proven to arrive: nobody else would keep them, and the dry run is
 * held read-only by the same way.
 */
async function provenOptions(order: CommandOrder): Promise<string> {
  const { directUrl, session, lockTimeout: lockMs, statementTimeout: statementMs } = order;
  const { options, finding } = await keepTimeouts(
    directUrl,
    { lockMs, statementMs },
    false,
    session,
  );
  if (finding.verdict === 'pass') return options;
  throw new DeployError({
    attempted: 'give the sessions of promote-command their limits',
    found: 'startup options do not reach the server, so its dry run could not be held read-only',
    likelyCause: 'a pooler between here and the server drops them',
    nextAction: 'set DIRECT_URL to the address of the server itself',
  });
}

/** An exit code is the script's own word: a write that was refused is no dry run that went well. */
function succeeded({ run }: Started): boolean {
  const { exit, problems, failures } = run;
  return exit?.code === 0 && problems.length === 0 && !failures.includes(WRITE_REFUSED);
}

function endOf({ exitCode }: CommandRun): string {
  return exitCode === undefined ? 'did not end by itself' : `ended with exit code ${exitCode}`;
}

function aftermath(started: Started): Finding[] {
  const { run: { leftBehind }, account } = started; // prettier-ignore
  const name = `${NAME} ${account.flag}`;
  const ended = succeeded(started) ? [pass(name, 'exit code 0')] : [];
  if (leftBehind === 0) return ended;
  const found = `${leftBehind} of its sessions were still open when it was gone, and were ended`;
  return [
    ...ended,
    couldNotVerify(`${name}: sessions`, found, 'let the script await all its work'),
  ];
}

function dryFailed({ run, account }: Started): Problem[] {
  const [first] = run.failures;
  const known = run.failures.includes(WRITE_REFUSED) ? WRITE_REFUSED : first;
  return [
    ...run.problems,
    {
      attempted: `run ${NAME} with --dry-run`,
      found: `it ${endOf(account)}; nothing was applied, and --apply was not tried`,
      likelyCause:
        known?.cause ??
        'the script’s own words tell; a dry run that writes is refused, its sessions are read-only',
      nextAction: known?.remedy ?? 'correct the script or what it complains about, and push',
    },
  ];
}

function applyFailed({ run, account }: Started, backup: string | undefined): Problem[] {
  const [known] = run.failures;
  const back =
    backup === undefined
      ? 'there is no backup of this run to go back to'
      : `to go back, run the restore step, first without confirm-database: it shows what ${backup} would bring back and what would be lost`;
  return [
    ...run.problems,
    {
      attempted: `run ${NAME} with --apply`,
      found: `it ${endOf(account)}; what it wrote is not known`,
      ...(known === undefined ? {} : { likelyCause: known.cause }),
      nextAction: `compare the rows with what the dry run announced, then run the script again if it may run twice; ${back}`,
    },
  ];
}

function lockLost(): Finding {
  return fail('deploy lock', {
    expected: 'held to the end',
    found: 'its session was lost while the script ran: another deploy may have run beside it',
    fix: 'look for another deploy of this database at that time, and compare the rows',
  });
}

function detailsOf(
  { promoteMode: mode }: PromoteConfig,
  command: string,
  runs: CommandRun[],
): PromoteDetails {
  return { mode, ...NOTHING_PROMOTED, command: { command, runs } };
}
