import { systemClock } from '../../src/actions/clock.js';
import { terminalLog } from '../../src/actions/log.js';
import { directSettings, withSession, type SessionSettings } from '../../src/postgres/session.js';
import { apply } from '../../src/promotion/apply.js';
import { OPEN } from '../../src/promotion/disclosure.js';
import { preview } from '../../src/promotion/preview.js';
import type { Request } from '../../src/promotion/request.js';
import { connectionTo } from '../postgres/connections.js';

/** A process of its own that promotes, so that a test can kill it. What it promotes comes as JSON. */
const { dev, prod, request } = JSON.parse(process.env['PROMOTION'] ?? '') as {
  dev: string;
  prod: string;
  request: Request;
};
const { signal } = new AbortController();
const session: SessionSettings = {
  purpose: 'promote reference data',
  applicationName: 'db-deploy/promote/killed',
  signal,
  settings: directSettings({ statementMs: 60_000, lockMs: 60_000 }),
};
await withSession(connectionTo(prod), session, async (asked) => {
  const log = terminalLog(() => undefined, false);
  const databases = {
    prod: asked,
    withDev: <Result>(work: (open: typeof asked) => Promise<Result>) =>
      withSession(connectionTo(dev), session, work),
    statementMs: 60_000,
    disclosure: OPEN,
    log,
  };
  const seen = await preview(databases, request);
  process.stdout.write('applying\n');
  await apply(databases, request, seen, {
    mutex: { isHeld: () => Promise.resolve(true), check: () => Promise.resolve() },
    clock: systemClock,
    log,
    signal,
    reconnect: (work) => withSession(connectionTo(prod), session, work),
  });
});
