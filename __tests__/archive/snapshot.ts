import { withSession, type Session } from '../../src/postgres/session.js';
import { pinSettings, withTransaction } from '../../src/postgres/transaction.js';
import { connectionTo } from '../backup/play.js';

/** Does something on a session as a backup or a proof has it: one snapshot, pinned settings. */
export async function inSnapshot<Result>(
  url: string,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const settings = {
    purpose: 'test',
    applicationName: 'db-deploy/test/1',
    signal: new AbortController().signal,
  };
  return withSession(connectionTo(url), settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return work(session);
    }),
  );
}
