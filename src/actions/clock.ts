import { setTimeout as timeout } from 'node:timers/promises';
import type { Clock } from './tools.js';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await timeout(ms, undefined, { signal });
    } catch (error) {
      // The signal's reason says why we stop; node's own AbortError does not.
      signal.throwIfAborted();
      throw error;
    }
  },
};
