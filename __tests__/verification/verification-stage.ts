import { verify } from '../../src/steps/verify.js';
import type { Config } from '../../src/config/schemas.js';
import type { Finding, Verdict } from '../../src/record/finding.js';
import type { Outcome } from '../../src/record/record.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { migrateUp } from '../harness/postgres/booking-shop.js';
import { runSql } from '../harness/postgres/databases.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';

const NEEDS = JSON.stringify({ 'deploy-database': { result: 'success', outputs: {} } });

/** A migrated production of its own for each test, and the step as the action would run it. */
export function useVerification() {
  const database = useFreshDatabase('production');
  const tools = useTools();
  const shop = useShop();
  const run = async (
    inputs: Readonly<Record<string, string>> = {},
    surroundings: Partial<Config<'verify'>['surroundings']> = {},
  ): Promise<Outcome<'verify'>> => {
    const given = {
      'database-url': database().userUrl,
      'direct-url': database().ownerUrl,
      'working-directory': shop().directory,
      needs: NEEDS,
      ...inputs,
    };
    return verify(await configFor('verify', given, {}, surroundings), tools());
  };
  return {
    database,
    tools,
    shop,
    run,
    migrate: () => migrateUp(database().cluster, database().name),
    /** As the superuser. */
    sql: (text: string) => runSql(database().cluster, database().name, text),
  };
}

/** The findings of one verdict, as `name: what was found`. */
export function withVerdict({ findings }: Outcome<'verify'>, verdict: Verdict): string[] {
  return findings
    .filter((finding) => finding.verdict === verdict)
    .map(({ name, found }) => `${name}: ${found}`);
}

export function finding({ findings }: Outcome<'verify'>, name: string): Finding {
  const found = findings.filter((one) => one.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(
      `${found.length} findings ${name} in ${findings.map((one) => one.name).join(', ')}`,
    );
  }
  return only;
}
