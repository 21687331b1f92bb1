import { DeployError, messageOf, problemsOf } from '../errors.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import type { Session } from '../postgres/session.js';
import { fail, notRun, pass, type Finding } from '../record/finding.js';
import { askForOne, countRows } from './answer.js';
import { expectationWords, meets, type Expectation, type Value } from './expectation.js';

export interface Check {
  readonly name: string;
  readonly sql: string;
  readonly expect: Expectation;
}

export interface CheckSettings {
  /** Longest time for one check. */
  readonly statementMs: number;
  /** False in public repositories: neither values nor the server's messages, which quote values. */
  readonly showValues: boolean;
}

/** Characters of a value that are told. */
const LONGEST = 300;

const ADVICE = 'run the query by hand; if the check is wrong, correct it under checks';

/**
 * Runs the team's own checks with the settings of role and database, as their SQL expects. Each has
 * a read-only transaction that is always rolled back, which takes with it whatever it SET.
 */
export async function runChecks(
  session: Session,
  checks: readonly Check[],
  settings: CheckSettings,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let lost: string | undefined;
  for (const check of checks) {
    const name = checkName(check);
    if (lost !== undefined) {
      findings.push(notRun(name, lost));
      continue;
    }
    try {
      findings.push(await runCheck(session, check, settings));
    } catch (error) {
      const [problem] = problemsOf(error, 'run a check');
      lost = 'the connection was lost in an earlier check';
      findings.push(
        fail(name, {
          expected: expectationWords(check.expect),
          found: problem?.found ?? 'the connection was lost',
          fix: 'check the server, then run the failed jobs again',
        }),
      );
    }
  }
  return findings;
}

/** How a check is called in findings, where it stands beside those of this action. */
export function checkName({ name }: Pick<Check, 'name'>): string {
  return `check: ${name}`;
}

async function runCheck(
  session: Session,
  check: Check,
  { statementMs, showValues }: CheckSettings,
): Promise<Finding> {
  const name = checkName(check);
  const expected = expectationWords(check.expect);
  const failed = (found: string): Finding => fail(name, { expected, found, fix: ADVICE });
  await session.query('begin transaction read only');
  try {
    await session.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
    const answer = await answerOf(session, check);
    if (typeof answer === 'string') return failed(answer);
    const { value, shown: text } = answer;
    if (meets(value, check.expect)) return pass(name, showValues ? text : 'as expected');
    return failed(
      showValues ? text : 'another value (values are not shown in a public repository)',
    );
  } catch (error) {
    if (error instanceof DeployError) throw error;
    return failed(errorWords(error, statementMs, showValues));
  } finally {
    await session.query('rollback').catch(() => undefined);
  }
}

/** Rows are counted one further than asked about, and no further. */
async function answerOf(
  session: Session,
  { sql, expect }: Check,
): Promise<{ value: Value; shown: string } | string> {
  if (expect.kind !== 'rows') {
    const value = await askForOne(session, sql);
    return typeof value === 'string' ? value : { value, shown: inShort(value.text ?? 'NULL') };
  }
  const most = Number(expect.number) + 1;
  const value = await countRows(session, sql, most);
  const count = Number(value.text);
  if (count === most) return { value, shown: `more than ${expect.number} rows` };
  return { value, shown: `${count} ${count === 1 ? 'row' : 'rows'}` };
}

/** The server's message quotes values of rows (`invalid input syntax for type integer: "…"`); its code does not. */
export function errorWords(error: unknown, statementMs: number, showValues: boolean): string {
  const code = codeOf(error);
  if (code === SQLSTATE.queryCanceled) return `no answer within ${statementMs / 1_000} s`;
  if (showValues) return inShort(messageOf(error));
  return `the server refused the query (SQLSTATE ${code ?? 'unknown'})`;
}

/** A value may be as long as a table. */
function inShort(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST).toWellFormed()} …`;
}
