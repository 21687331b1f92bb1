import type { Session } from '../../postgres/session.js';
import type { Ledger } from '../../record/facts.js';
import type { Adapter } from '../adapter.js';
import { dbmate } from './dbmate.js';
import { drizzle } from './drizzle.js';
import { knex } from './knex.js';
import { nodePgMigrate } from './nodepgmigrate.js';
import { prisma } from './prisma.js';

/** Every tool with a ledger that we can read. Another command runs without ledger checks, and says so. */
export const ADAPTERS: readonly Adapter[] = [prisma, drizzle, nodePgMigrate, dbmate, knex];

/** How to read a ledger that a backup names, whatever the checkout holds; undefined where we cannot. */
export function ledgerReader(
  ledger: Ledger | undefined,
): ((session: Session) => Promise<Ledger>) | undefined {
  const adapter = ADAPTERS.find(({ name }) => name === ledger?.tool);
  if (ledger === undefined || adapter === undefined) return undefined;
  return (session) => adapter.readLedger(session, ledger.table);
}
