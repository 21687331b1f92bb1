import type { Migrations } from '../../src/migration/adapter.js';
import { nodePgMigrate } from '../../src/migration/adapters/nodepgmigrate.js';

/** The tool of the sample application, as its defaults set it up. */
export const shopMigrations: Migrations = {
  adapter: nodePgMigrate,
  table: 'public.pgmigrations',
  directories: [],
  late: 'refuses it',
  atomicFiles: true,
};
