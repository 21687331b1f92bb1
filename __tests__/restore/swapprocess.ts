import { systemClock } from '../../src/actions/clock.js';
import { swap } from '../../src/restore/swap.js';
import type { SwapSettings } from '../../src/restore/swapplan.js';

/** A process of its own that swaps, so that a test can kill it. Its settings come as JSON in SWAP. */
const settings = JSON.parse(process.env['SWAP'] ?? '') as Omit<SwapSettings, 'signal' | 'clock'>;
await swap({ ...settings, signal: new AbortController().signal, clock: systemClock });
