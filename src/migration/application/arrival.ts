import { couldNotVerify, pass, warn, type Finding } from '../../record/finding.js';
import { longestUnseen, type Watch } from '../../record/watch.js';
import type { Timeouts } from './timeouts.js';

/** What a wait may be seen too long: a backend notices its timeout late on a busy machine. */
const SLACK_MS = 2_000;

/**
 * Whether the tool's own sessions have the timeouts that its URL carries. No session sees another's
 * settings. But the name by which the tool is watched stands in the same URL: where it arrives, the
 * tool hands on what stands there; where none does, nothing shows it. One that waits for a lock
 * beyond its timeout does not have it.
 * @returns none where the watcher keeps the limits, or where no session lasted long enough to tell.
 */
export function arrivalFindings(
  watch: Watch,
  { lockMs }: Timeouts,
  enforce: Timeouts | undefined,
): Finding[] {
  const name = 'timeouts in the tool’s own sessions';
  if (enforce !== undefined || watch.samples === 0 || longestUnseen(watch) !== undefined) return [];
  const late = watch.locks.find(({ waitedMs }) => lockMs > 0 && waitedMs > lockMs + SLACK_MS);
  if (late !== undefined) {
    return [
      warn(name, {
        expected: `no wait for a lock longer than lock_timeout ${lockMs} ms`,
        found: `it waited for ${late.mode} on ${late.table} for ${late.waitedMs} ms: it has set another lock_timeout, or its driver drops the options of its URL`,
        fix: 'take SET lock_timeout out of the migration, or set the timeouts on the role: ALTER ROLE … SET lock_timeout',
      }),
    ];
  }
  if (watch.knownBy !== 'application name') {
    const found =
      'none bore the name that stands beside the timeouts in its URL, so nothing shows that it handed them on';
    return [couldNotVerify(name, found, 'let the tool connect by its URL as it is')];
  }
  const found =
    'they bear the name that stands beside the timeouts in the URL: what it carries is handed on, and no wait for a lock was longer';
  return [pass(name, found)];
}
