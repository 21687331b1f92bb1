import type { DetailsOf, RecordOf } from '../../src/record/record.js';
import {
  backupDetails,
  migrateDetails,
  promoteDetails,
  recordOf,
  summaryOf,
  wholeDeploy,
} from '../report/deploys.js';
import { failedDeploy } from '../report/failed-deploy.js';

/** More than any channel shows. */
const many = Array.from({ length: 40 }, (_, at) => at);

/** Of a database; commands with it are as long as a channel shows them, and twice that as JSON. */
const LONG_NAME = '"'.repeat(500);

function backupOf(database: string): DetailsOf<'backup'> {
  const { manifest } = backupDetails;
  const identity = { ...manifest.state.identity, database };
  return { ...backupDetails, manifest: { ...manifest, state: { ...manifest.state, identity } } };
}

/** A deploy in which this text stands wherever foreign text may stand. */
export function deployWith(text: string, tables = 1): RecordOf<'summarize'> {
  const failed = failedDeploy();
  const [validate] = wholeDeploy();
  if (validate === undefined) throw new Error('fixture');
  const [table] = promoteDetails.tables;
  if (table === undefined) throw new Error('fixture');
  return summaryOf(
    {
      jobs: failed.details?.jobs ?? [],
      records: [
        validate,
        recordOf('backup', { details: backupOf(text.length < 600 ? text : LONG_NAME) }),
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
