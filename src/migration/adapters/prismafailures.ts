import type { KnownFailure } from '../failure.js';

/** Marking it as applied would be believed for ever, whatever the schema lacks. */
export const PRISMA_UNFINISHED =
  'look at the schema, and at the column logs of _prisma_migrations: undo by hand whatever the migration left, then run `prisma migrate resolve --rolled-back <name>`, so that the next deploy runs it again';

/** Codes of prisma.io/docs/orm/reference/error-reference. */
export const PRISMA_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /\bP3009\b/,
    cause: 'an earlier run left a migration that is not finished',
    remedy: PRISMA_UNFINISHED,
  },
  {
    pattern: /\bP3005\b/,
    cause: 'the database has tables, but no ledger of Prisma',
    remedy:
      'check that this is the right database; an existing one is baselined once with `prisma migrate resolve --applied <name>` for each migration that it really holds',
  },
  {
    pattern: /\bP3015\b/,
    cause: 'a directory of migrations has no migration.sql',
    remedy: 'bring the file back, or remove the empty directory',
  },
  {
    pattern: /\bP1002\b|Timed out trying to acquire a postgres advisory lock/,
    cause: 'another run of Prisma Migrate holds its lock on this database, or a pooler kept it',
    remedy:
      'end the other run or its session (advisory lock 72707369), then run the failed jobs again',
    passes: 'lock timeout',
  },
  {
    pattern: /\bP1001\b/,
    cause: 'Prisma did not reach the server',
    remedy:
      'check that the server takes connections from this machine, then run the failed jobs again',
    passes: 'no connection',
  },
  {
    // The second is what the engine in WASM prints in its place.
    pattern: /\bP3018\b|apply_migration::apply_script/,
    cause: 'the SQL of a migration failed, and its row now blocks the next deploy',
    remedy: PRISMA_UNFINISHED,
  },
];
