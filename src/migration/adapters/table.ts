import type { Adapter } from '../adapter.js';
import { nodePgMigrate } from './nodepgmigrate.js';

/** Every tool with a ledger that we can read. Another command runs without ledger checks, and says so. */
export const ADAPTERS: readonly Adapter[] = [nodePgMigrate];
