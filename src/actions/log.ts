import { once } from 'node:events';
import { neutral } from './neutral.js';
import { redact } from './redaction.js';

/** Where a step speaks to people. Every text is neutralised and redacted before it is printed. */
export interface Log {
  info(line: string): void;
  notice(message: string, title: string): void;
  warning(message: string, title: string): void;
  error(message: string, title: string): void;
  /** Visible only with debug logging on. */
  debug(line: string): void;
  /** A foldable part of the log with a heading. */
  group<Result>(heading: string, work: () => Promise<Result>): Promise<Result>;
  /** Forms of secrets that this log, the outputs and the records must never show. */
  mask(forms: readonly string[]): void;
  readonly masks: readonly string[];
  /**
   * Resolves when what was said is on its way, or the signal aborts. Whoever says much waits for
   * it: what a slow reader has not taken stays in memory.
   */
  drained(signal: AbortSignal): Promise<void>;
}

/** A terminal's log: the same words without workflow commands. */
export function terminalLog(print: (line: string) => void, debugging: boolean): Log {
  const masks: string[] = [];
  const say = (text: string): void => {
    print(redact(text, masks));
  };
  return {
    masks,
    drained,
    mask: (forms) => {
      masks.push(...forms);
    },
    info: say,
    notice: (message, title) => {
      say(`NOTICE  ${title}: ${message}`);
    },
    warning: (message, title) => {
      say(`WARNING ${title}: ${message}`);
    },
    error: (message, title) => {
      say(`ERROR   ${title}: ${message}`);
    },
    debug: (line) => {
      if (debugging) say(line);
    },
    group: async (heading, work) => {
      say(`\n== ${neutral(heading)}`);
      return work();
    },
  };
}

/** {@link Log.drained} of whatever writes to standard output. */
export async function drained(signal: AbortSignal): Promise<void> {
  const { stdout } = process;
  if (stdout.writableNeedDrain) await once(stdout, 'drain', { signal }).catch(() => undefined);
}
