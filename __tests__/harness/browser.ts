import { chromium, type Browser } from 'playwright-core';
import { provideChromium } from './chromiumprogram.js';

/** A browser without a window, which reaches no network. Close it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: provideChromium(),
    // Root has no sandbox, and containers have little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND'],
  });
}
