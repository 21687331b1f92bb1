import { couldNotVerify, fail, pass, warn, type Finding } from '../../record/finding.js';
import { longestUnseen, type Stall, type TableLock, type Watch } from '../../record/watch.js';
import type { Limits } from './excess.js';
import type { Sight } from './observer.js';
import { blockerInWords } from './waitprogress.js';

const LISTED = 5;
const WATCHER = 'watcher of the migration';
/** The reason is told once, with the watcher. */
const UNCERTAIN = `which is not certain, see “${WATCHER}”`;

/** What a watch says about a migration: nothing that it did not see is a pass. */
export function findingsOf(sight: Sight, limits: Limits): Finding[] {
  const blind = blindness(sight.watch);
  return [
    watchFinding(sight.watch, blind),
    stallFinding(sight, limits, blind),
    tableLockFinding(sight.watch, blind),
    blockerFinding(sight, blind),
    ...(limits.enforce === undefined ? [] : [timeoutFinding(sight, blind)]),
    ...remainingFinding(sight),
  ];
}

/** Why what was seen may not be all; undefined when it is. */
function blindness(watch: Watch): string | undefined {
  const { lost, late, knownBy } = watch;
  if (lost !== undefined) return `the watch ended early: ${lost}`;
  if (late) return 'the migration began before the watch did';
  switch (knownBy) {
    case 'application name':
      return undefined;
    case 'role, address and start':
      return 'no session bore the name that the tool was given, so sessions of its role and address that began meanwhile were taken for its own';
    case 'nothing':
      return longestUnseen(watch) !== undefined
        ? undefined
        : 'no session of the tool was seen: a pooler or the tool dropped its application name, or its sessions were too short';
  }
}

/**
 * A quick migration is over between two looks. With looks so close together that says something
 * itself: no session of that name, or of that role and address, lasted longer.
 */
function bound(watch: Watch): string {
  const longest = longestUnseen(watch);
  return longest === undefined
    ? ''
    : ` (no session of its name, or of its role and address, lasted longer than ${longest} ms)`;
}

function watchFinding(watch: Watch, blind: string | undefined): Finding {
  const name = WATCHER;
  const extent = `${watch.samples} samples, at most ${watch.longestGapMs} ms apart, ${(100 * watch.costShare).toFixed(1)} % of one core`;
  if (blind === undefined) return pass(name, `${extent}${bound(watch)}`);
  const fix =
    watch.lost === undefined && !watch.late
      ? `let the tool keep application_name as its URL has it, over a direct connection`
      : 'look into the server’s log for what refused, delayed or ended the watcher’s session';
  return couldNotVerify(name, `${blind} (${extent})`, fix);
}

function stallFinding(
  { watch, spared, unreadable, role }: Sight,
  { maxStallMs }: Limits,
  blind: string | undefined,
): Finding {
  const name = 'longest stall';
  const [longest] = watch.stalls;
  const others = watch.stalled > 1 ? `; ${watch.stalled} waits in all` : '';
  const found =
    longest === undefined
      ? `no other session was seen waiting because of the migration${bound(watch)}`
      : `${stallInWords(longest)}${others}`;
  if (maxStallMs !== undefined && longest !== undefined && longest.ms > maxStallMs) {
    const shortfall = {
      expected: `at most ${maxStallMs} ms (max-stall)`,
      fix: 'let the migration take its locks for less long: a shorter lock-timeout, one statement a transaction, or CONCURRENTLY and NOT VALID where they exist',
    };
    const stopped = watch.stops.some(({ limit }) => limit === 'max-stall');
    if (stopped)
      return fail(name, { ...shortfall, found: `${found}; the migration was cancelled` });
    const why = spared.some(({ limit }) => limit === 'max-stall')
      ? 'nobody was cancelled, for want of proof or right'
      : 'it ended before it was cancelled';
    const rights = unreadable > 0 ? { fix: rightsFor(role) } : {};
    return warn(name, { ...shortfall, ...rights, found: `${found}; ${why}` });
  }
  return blind === undefined ? pass(name, found) : couldNotVerify(name, `${found}, ${UNCERTAIN}`);
}

function stallInWords({ pid, role, application, ms, atMostMs, waitedFor, queued }: Stall): string {
  const who = `backend ${pid} of ${role}, ${application === '' ? 'without a name' : application}`;
  const truth = atMostMs === undefined ? 'at least' : `to ${atMostMs}`;
  const span = atMostMs === undefined ? `${truth} ${ms} ms` : `${ms} ${truth} ms`;
  const behind = queued ? 'behind the waiting migration' : 'behind a lock of the migration';
  return `${span}: ${who}, waited for ${waitedFor} ${behind}`;
}

function tableLockFinding(watch: Watch, blind: string | undefined): Finding {
  const { locks } = watch;
  const name = 'locks of the migration';
  const rest = locks.length > LISTED ? `; and ${locks.length - LISTED} more tables` : '';
  const found =
    locks.length === 0
      ? `none was seen on a table that was there before${bound(watch)}`
      : `${locks.slice(0, LISTED).map(lockInWords).join('; ')}${rest}`;
  return blind === undefined ? pass(name, found) : couldNotVerify(name, `${found}, ${UNCERTAIN}`);
}

function lockInWords({ table, mode, heldMs, heldAtMostMs, waitedMs }: TableLock): string {
  const waited = waitedMs === 0 ? '' : `, waited for ${waitedMs} ms`;
  if (heldMs === 0 && heldAtMostMs === undefined)
    return `${mode} on ${table}, not seen held${waited}`;
  const held =
    heldAtMostMs === undefined ? `at least ${heldMs} ms` : `${heldMs} to ${heldAtMostMs} ms`;
  return `${mode} on ${table}, held for ${held}${waited}`;
}

function blockerFinding({ watch, hidden, role }: Sight, blind: string | undefined): Finding {
  const name = 'blockers of the migration';
  const found = watch.blockers
    .slice(0, LISTED)
    .map((one) => `${blockerInWords(one)}, for ${one.ms} ms`)
    .join('; ');
  if (hidden > 0) {
    const what = `${found}; ${hidden} of them hide their state and age from this role`;
    return couldNotVerify(name, what, `grant pg_read_all_stats to ${role};`);
  }
  if (found !== '') {
    return warn(name, { found, fix: 'deploy when they are not there, or let them end first' });
  }
  const nobody = 'nobody was seen in its way';
  return blind === undefined ? pass(name, nobody) : couldNotVerify(name, `${nobody}, ${UNCERTAIN}`);
}

/**
 * Those that bear the tool's name were ended. Another name may be the tool's own, or that of an
 * application to which a pooler handed the session: nobody ends it, and nobody calls it gone.
 */
function remainingFinding({ remaining }: Sight): Finding[] {
  if (remaining.length === 0) return [];
  return [
    couldNotVerify(
      'sessions that outlived the migration tool',
      `backend ${remaining.slice(0, LISTED).join(', ')}: it was the tool’s, and is still there under another name`,
      'see in pg_stat_activity what it does: work that it commits later is in no verdict of this step',
    ),
  ];
}

/** What a role needs to see when others' statements began, and to cancel them. */
function rightsFor(role: string): string {
  return `migrate as the role of direct-url, or: grant pg_read_all_stats, pg_signal_backend to ${role};`;
}

function timeoutFinding(sight: Sight, blind: string | undefined): Finding {
  const { watch, spared, unreadable, role } = sight;
  const name = 'timeouts kept by the watcher';
  const rights = unreadable > 0 ? rightsFor(role) : undefined;
  const stops = watch.stops.filter(({ limit }) => limit !== 'max-stall');
  if (stops.length > 0) {
    return warn(name, {
      found: stops
        .slice(0, LISTED)
        .map(({ pid, how, because }) => `backend ${pid} was ${how}: ${because}`)
        .join('; '),
      fix: 'use a direct URL that carries the timeouts to the server',
    });
  }
  const first = spared.find(({ limit }) => limit !== 'max-stall');
  if (first !== undefined)
    return couldNotVerify(
      name,
      `backend ${first.backend.pid} was left alone, for want of proof or right: ${first.because}`,
      rights,
    );
  if (rights !== undefined) {
    const what = `${unreadable} sessions of the tool hide their start and their statements from ${role}`;
    return couldNotVerify(name, what, rights);
  }
  return blind === undefined
    ? pass(name, 'none was exceeded')
    : couldNotVerify(name, `none was seen exceeded, ${UNCERTAIN}`);
}
