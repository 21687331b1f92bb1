import type { Connection } from '../../postgres/connection.js';
import { directSettings, type SessionSettings } from '../../postgres/session.js';
import type { Detected } from '../detection/detect.js';
import type { Timeouts } from './timeouts.js';

/** The application's migrations, with a command to run. */
export interface Repository extends Detected {
  readonly command: string;
}

/** One migration that is to be carried out: where, by what, and how much it may disturb. */
export interface Order {
  readonly repository: Repository;
  /** Proven direct. */
  readonly connection: Connection;
  /** What the tool's process inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of our own sessions, `db-deploy/<step>/<run id>`. */
  readonly applicationName: string;
  readonly purpose: string;
  readonly timeouts: Timeouts;
  /** `max-stall` in milliseconds; undefined reports only. */
  readonly maxStallMs: number | undefined;
  /** False where strangers read along: the tool's output, and statements of others, may show rows. */
  readonly showOutput: boolean;
  /** Whether an attempt that failed on a lock is made again. */
  readonly mayRepeat: boolean;
  /** From 0 to 1: part of the pauses between attempts. */
  readonly random: () => number;
  /** Called before each start of the tool. @throws when it must not start, e.g. without the deploy lock. */
  readonly beforeTool: () => Promise<void>;
}

/** @param signal that ends the session: the step's own, or one with a deadline after a cancel. */
export function sessionFor(
  { applicationName, purpose }: Pick<Order, 'applicationName' | 'purpose'>,
  signal: AbortSignal,
): SessionSettings {
  return { purpose, applicationName, signal, settings: directSettings() };
}

/** How the tool's sessions are called; by it they are watched, and ended when they stay. */
export function toolName({ applicationName }: Pick<Order, 'applicationName'>): string {
  return `${applicationName}/tool`;
}
