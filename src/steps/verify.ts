import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import { problemsOf } from '../errors.js';
import { detectTool } from '../migration/detection/detect.js';
import { shown, type Connection } from '../postgres/connection.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { fail, hasFailed, notRun, type Finding } from '../record/finding.js';
import type { Outcome, Record } from '../record/record.js';
import { APPLICATION_READS, applicationReads } from '../verification/application.js';
import { reach, sameDatabaseFinding, SAME_DATABASE } from '../verification/databases.js';
import { catalogDelta } from '../verification/delta.js';
import { healthFindings } from '../verification/health.js';
import { inspect, inspectNothing, type Inspection } from '../verification/inspection.js';
import { jobFindings } from '../verification/jobs.js';
import { completeness } from './completeness.js';

/** Looks at production as the application will. Everything runs; one failure fails the step. */
export async function verify(config: Config<'verify'>, tools: Tools): Promise<Outcome<'verify'>> {
  const { databaseUrl, directUrl } = config;
  const settings = {
    purpose: 'verify the deploy',
    applicationName: `db-deploy/verify/${config.run.runId}`,
    signal: tools.signal,
  };
  const application = await reach('database-url', databaseUrl, settings);
  const direct = await reach('direct-url', directUrl, settings);
  const records = await recordsOf(tools);
  const inspection = inspectionOf(config, tools, records);
  const findings = [
    application,
    direct,
    hasFailed([application, direct])
      ? notRun(SAME_DATABASE, 'one of them does not answer')
      : await sameDatabaseFinding(directUrl, databaseUrl, settings),
    hasFailed([application])
      ? notRun(APPLICATION_READS, 'database-url does not answer')
      : await applicationReads(databaseUrl, inspection, settings),
    ...(hasFailed([direct])
      ? inspectNothing(inspection, 'direct-url does not answer')
      : await inspectAt(directUrl, settings, inspection)),
    catalogDelta(records),
    ...(await healthFindings(config.healthUrls, tools)),
    ...jobFindings(config.needs),
  ];
  tools.signal.throwIfAborted();
  return {
    status: hasFailed(findings) ? 'failed' : 'passed',
    findings,
    details: {
      databases: [
        { role: 'application', shown: shown(databaseUrl) },
        { role: 'direct', shown: shown(directUrl) },
      ],
    },
  };
}

async function inspectAt(
  connection: Connection,
  settings: SessionSettings,
  inspection: Inspection,
): Promise<Finding[]> {
  try {
    return await withSession(connection, settings, (session) => inspect(session, inspection));
  } catch (error) {
    settings.signal.throwIfAborted();
    const [problem] = problemsOf(error, settings.purpose);
    return [
      fail('direct-url answers again', {
        expected: 'a second connection',
        found: problem?.found ?? 'none',
        fix: problem?.nextAction ?? 'run the failed jobs again',
      }),
      ...inspectNothing(inspection, 'direct-url does not answer any more'),
    ];
  }
}

function inspectionOf(
  config: Config<'verify'>,
  tools: Tools,
  records: readonly Record[],
): Inspection {
  const changes = records.flatMap((record) =>
    record.step === 'migrate' && record.details !== undefined
      ? [record.details.catalogChanges]
      : [],
  );
  const backup = records.findLast((record) => record.step === 'backup' && record.details);
  return {
    ledger: async (session) => completeness(session, await detectTool(config)),
    changes: changes.length === 0 ? undefined : changes.flat(),
    rowsThen: backup?.step === 'backup' ? backup.details?.manifest.tables : undefined,
    checks: config.checks,
    showValues: config.surroundings.visibility === 'private',
    clock: tools.clock,
  };
}

/** Without records less can be compared, and the findings say so: that is no reason to stop. */
async function recordsOf({ records, log }: Tools): Promise<readonly Record[]> {
  try {
    return (await records.read()).records;
  } catch (error) {
    log.warning(problemsOf(error, 'read the records')[0]?.found ?? 'no answer', 'verify: records');
    return [];
  }
}
