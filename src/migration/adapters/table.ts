import type { Adapter } from '../adapter.js';
import { dbmate } from './dbmate.js';
import { drizzle } from './drizzle.js';
import { knex } from './knex.js';
import { nodePgMigrate } from './nodepgmigrate.js';
import { prisma } from './prisma.js';

/** Every tool with a ledger that we can read. Another command runs without ledger checks, and says so. */
export const ADAPTERS: readonly Adapter[] = [prisma, drizzle, nodePgMigrate, dbmate, knex];
