import type { RecordOf } from '../../src/record/record.js';
import {
  migrateDetails,
  promoteDetails,
  recordOf,
  summaryOf,
  wholeDeploy,
} from '../report/deploys.js';
import { failedDeploy } from '../report/failed-deploy.js';

/** More than any channel shows. */
const many = Array.from({ length: 40 }, (_, at) => at);

/** A deploy in which this text stands wherever foreign text may stand. */
export function deployWith(text: string, tables = 1): RecordOf<'summarize'> {
  const failed = failedDeploy();
  const [validate, backup] = wholeDeploy();
  if (validate === undefined || backup?.step !== 'backup') throw new Error('fixture');
  const [table] = promoteDetails.tables;
  if (table === undefined) throw new Error('fixture');
  return summaryOf(
    {
      jobs: failed.details?.jobs ?? [],
      records: [
        validate,
        backup,
        recordOf('migrate', {
          status: 'failed',
          problems: [{ attempted: text, found: text, likelyCause: text, nextAction: text }],
          findings: many.map(() => ({ name: text, verdict: 'fail', found: text, fix: text })),
          details: {
            ...migrateDetails,
            applied: many.map((at) => `${at}${text}`),
            verdict: 'part applied',
            output: [text],
          },
        }),
        recordOf('promote', {
          details: {
            ...promoteDetails,
            tables: Array.from({ length: tables }, (_, at) => ({
              ...table,
              table: `${text}${at}`,
            })),
          },
        }),
      ],
    },
    { environment: text, run: { ...failed.run, actor: text, ref: `refs/heads/${text}` } },
  );
}
