import type { Config } from '../config/schemas.js';
import { compareLedger } from '../migration/ledger/ledger.js';
import { notRun, pass, type Finding } from '../record/finding.js';
import { undetectedFinding } from '../validation/ledger.js';
import type { Reached } from '../validation/reach.js';
import type { Visit } from '../validation/visit.js';

interface Migrations {
  readonly tool?: string;
  /** Whether migrations are pending, or may be: then what is missing now may appear. */
  readonly mayAppear: boolean;
  readonly findings: readonly Finding[];
}

/** Whether ledger and files agree, and whether the ledger knows of what is there. */
export async function examineMigrations(
  config: Config<'validate'>,
  direct: Reached | undefined,
  visit: Visit,
): Promise<Migrations> {
  const [{ adoptionFindings }, { detectTool }, { ledgerFindings }, { examine, look }] =
    await Promise.all([
      import('../migration/adoption.js'),
      import('../migration/detection/detect.js'),
      import('../migration/ledger/fitness.js'),
      import('../validation/visit.js'),
    ]);
  let known: Pick<Migrations, 'tool' | 'mayAppear'> = { mayAppear: false };
  const findings = await examine('migrations', visit, async () => {
    const application = { ...config, directUrl: direct?.connection };
    const { migrations, command, found } = await detectTool(application);
    if (migrations === undefined) {
      known = { mayAppear: command !== undefined };
      return [undetectedFinding(found, command)];
    }
    const { adapter, table } = migrations;
    known = { tool: adapter.name, mayAppear: true };
    const tool = pass('migration tool', `${adapter.name}, run as: ${command ?? adapter.command}`);
    if (direct === undefined) {
      return [tool, notRun('migration ledger', 'DIRECT_URL could not be reached')];
    }
    const files = await adapter.readFiles(migrations);
    const purpose = 'read the migration ledger';
    const { comparison, adoption } = await look(
      direct.connection,
      visit,
      purpose,
      async (session) => {
        const ledger = await adapter.readLedger(session, table);
        const compared = compareLedger(ledger, files);
        return {
          comparison: compared,
          adoption: await adoptionFindings(session, adapter, ledger, compared),
        };
      },
    );
    known = { tool: adapter.name, mayAppear: comparison.pending.length > 0 };
    return [tool, ...ledgerFindings('migration ledger', migrations, comparison), ...adoption];
  });
  return { ...known, findings };
}
