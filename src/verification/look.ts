import { problemsOf } from '../errors.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import type { Session } from '../postgres/session.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import { couldNotVerify, fail, notRun, type Finding } from '../record/finding.js';

/** One look of ours at the database. */
export interface Look {
  /** The name of the finding when the look gets no answer. */
  readonly name: string;
  readonly work: (session: Session) => Promise<readonly Finding[]>;
}

/**
 * Takes every look in a read-only transaction of its own with pinned settings, so that what fails in
 * one says `could not verify` and leaves the next alone. A lost connection is a failure, and what
 * it kept from running says so.
 * @param statementMs longest time for one statement, set for these transactions only.
 */
export async function takeLooks(
  session: Session,
  looks: readonly Look[],
  statementMs: number,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let lost: string | undefined;
  for (const { name, work } of looks) {
    if (lost !== undefined) {
      findings.push(notRun(name, lost));
      continue;
    }
    try {
      findings.push(...(await withinTransaction(session, statementMs, work)));
    } catch (error) {
      const [found, alive] = [wordsOf(error), await isAlive(session)];
      if (alive) {
        findings.push(couldNotVerify(name, found, adviceOn(error)));
        continue;
      }
      lost = 'the connection was lost';
      findings.push(
        fail(name, {
          expected: 'an answer',
          found,
          fix: 'check the server, then run the failed jobs again',
        }),
      );
    }
  }
  return findings;
}

function withinTransaction(
  session: Session,
  statementMs: number,
  work: Look['work'],
): Promise<readonly Finding[]> {
  return withTransaction(session, 'snapshot', async () => {
    await pinSettings(session);
    await session.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
    return work(session);
  });
}

async function isAlive(session: Session): Promise<boolean> {
  return session.query('select 1').then(
    () => true,
    () => false,
  );
}

/** Our own queries return counts and names, so the server's message holds no value of a row. */
function wordsOf(error: unknown): string {
  if (codeOf(error) === SQLSTATE.queryCanceled) return 'the server took too long to answer';
  return problemsOf(error, 'look')[0]?.found ?? 'no answer';
}

function adviceOn(error: unknown): string | undefined {
  if (codeOf(error) !== SQLSTATE.insufficientPrivilege) return undefined;
  return 'let direct-url be the owner of the tables';
}
