import type { Problem } from '../../errors.js';
import { catalogChanges } from '../../postgres/catalog.js';
import { watchedFingerprint } from '../../postgres/watched.js';
import { catalogDiff } from '../../postgres/catalogdiff.js';
import type { MigrateDetails } from '../../record/details.js';
import { hasFailed, type Finding } from '../../record/finding.js';
import type { Application } from '../application/apply.js';
import type { Attempt } from '../application/attempt.js';
import { afterwards } from './evidence.js';
import { inProduction } from './inproduction.js';
import { titled } from '../ledger/ledger.js';
import { withoutLedger } from '../ledger/ledgertable.js';
import type { Order } from '../application/order.js';
import { schemaDiffOf } from './schemadiff.js';
import type { Standing } from '../ledger/standing.js';
import { untouched } from '../ledger/untouched.js';
import { afterFailure, doubtOf, newlyApplied, verdictOf, type Evidence } from './verdict.js';

/** What is told of a migration, whether it went well or not. */
export interface Account {
  readonly failed: boolean;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly details: MigrateDetails;
}

export interface Telling {
  readonly repository: Order['repository'];
  /** Name of the environment, for messages. */
  readonly environment: string;
  /** Name of the backup to go back to; undefined when there is none. */
  readonly wayBack: string | undefined;
  /** What to do on after a failure, where that is neither of the two ways of a deploy. */
  readonly nextAction?: string;
}

/** Tells what became of a migration, from ledger and catalog: the tool's exit code is no proof either way. */
export function accountOf(telling: Telling, application: Application): Account {
  const { findings, attempts, before, after, problems } = application;
  const { repository, environment } = telling;
  const last = attempts.at(-1);
  if (last === undefined) {
    return { failed: true, findings, problems, details: untouched(repository, before, 'nothing applied') }; // prettier-ignore
  }
  const started = {
    started: true,
    attempts: attempts.map(summaryOf),
    ...(last.run.exit?.code == null ? {} : { exitCode: last.run.exit.code }),
    output: last.run.output,
  };
  if (after === undefined) {
    // What was read before is all that is known.
    const details = { ...untouched(repository, before, 'unknown'), ...started, after: undefined };
    return { failed: true, findings, problems: [...last.run.problems, ...problems, unseen(environment)], details }; // prettier-ignore
  }
  return readAccount(telling, application, { last, after, started });
}

function readAccount(
  { repository, environment, wayBack, nextAction }: Telling,
  application: Application,
  seen: { last: Attempt; after: Standing; started: Partial<MigrateDetails> },
): Account {
  const { findings, before, problems } = application;
  const { last, after, started } = seen;
  const changes = catalogChanges(before.catalog, after.catalog);
  const evidence: Evidence = {
    pending: before.ledger?.pending.map(({ name }) => name),
    before: before.state,
    after: after.state,
    changes: withoutLedger(changes, after.state.ledger?.table),
    outside: application.outside,
  };
  const verdict = verdictOf(evidence);
  const all = [...findings, ...afterwards(last.run, repository.migrations, before, after)];
  const failed = last.run.problems.length > 0 || hasFailed(all);
  const diff = catalogDiff(before.catalog, after.catalog);
  const detail = inProduction(evidence, diff);
  const state = {
    ...afterFailure(verdict, evidence, environment, wayBack, detail),
    ...(nextAction === undefined ? {} : { nextAction }),
  };
  return {
    failed,
    findings: all,
    problems: failed ? [...last.run.problems, ...problems, state] : [],
    details: {
      ...untouched(repository, before, verdict),
      ...started,
      applied: titled(newlyApplied(evidence), after.files),
      after: after.state,
      watchedFingerprint: watchedFingerprint(after.catalog),
      catalogChanges: changes,
      schemaDiff: schemaDiffOf(diff),
      ...(verdict === 'unknown' ? { doubt: doubtOf(evidence) } : {}),
    },
  };
}

function summaryOf({ seconds, watch, run }: Attempt) {
  return { seconds, watch, ...(run.exit?.code == null ? {} : { exitCode: run.exit.code }) };
}

function unseen(environment: string): Problem {
  return {
    attempted: `read what the migration of ${environment} left`,
    found: 'the database could not be read after the tool had run: what is applied is not known',
    likelyCause: 'the server went away, or the step was cancelled and had no time left',
    nextAction:
      'when the server answers, run the failed jobs again: the next run reads ledger and catalog, and says what it finds',
  };
}
