import type { Clock } from '../actions/tools.js';
import type { Announcement } from '../record/announcement.js';
import { notRun, pass, warn, type Finding } from '../record/finding.js';
import type { Channel } from './channel.js';
import { isDue, type Occasion } from './occasion.js';
import { PATIENCE, persist, unanswered, type Patience, type Waiting } from './patience.js';

export interface NotifyTools {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Announces a deploy in all channels at the same time, a finding each. A message that does not
 * arrive is a warning: the deploy is not undone by it. Never rejects, and is over after 20 s.
 */
export async function notify(
  announcement: Announcement,
  channels: readonly Channel[],
  on: Occasion,
  tools: NotifyTools,
  patience: Patience = PATIENCE,
): Promise<Finding[]> {
  if (channels.length === 0) return [];
  if (!isDue(on, announcement)) {
    return [
      notRun('notifications', `notify-on is ${on}, and the deploy ended: ${announcement.ending}`),
    ];
  }
  const { clock, signal } = tools;
  const waiting = {
    clock,
    deadline: AbortSignal.any([signal, AbortSignal.timeout(patience.totalMs)]),
    endsAt: clock.now().getTime() + patience.totalMs,
  };
  return Promise.all(
    channels.map((channel) => announced(announcement, channel, tools, patience, waiting)),
  );
}

async function announced(
  announcement: Announcement,
  channel: Channel,
  { fetch, clock, signal }: NotifyTools,
  patience: Patience,
  waiting: Waiting,
): Promise<Finding> {
  const name = `notification: ${channel.name}`;
  const send = (attempt: AbortSignal) =>
    channel.send(announcement, { fetch, signal: attempt, now: () => clock.now() });
  const result = await persist(send, patience, waiting).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    return waiting.deadline.aborted ? unanswered(patience.totalMs) : fault(error);
  });
  if (result === undefined) return notRun(name, 'the step was cancelled meanwhile');
  if (result.sent) return pass(name, result.found);
  const { found, fix } = result;
  return warn(name, { expected: 'the message is accepted', found, fix });
}

/** A fault of ours: its message may hold anything, its name holds nothing. */
function fault(error: unknown) {
  const name = error instanceof Error ? error.name : 'unknown error';
  return { sent: false, found: `it could not be sent (${name})`, fix: 'report it' } as const;
}
