/** Every variable from which a migration tool is known to read its URL. */
export const URL_VARIABLES = [
  'DATABASE_URL',
  'DIRECT_URL',
  'DIRECT_DATABASE_URL',
  'DATABASE_URL_UNPOOLED',
  'POSTGRES_URL',
  'POSTGRES_URL_NON_POOLING',
  'POSTGRES_PRISMA_URL',
  'MIGRATION_DATABASE_URL',
  'MIGRATE_DATABASE_URL',
] as const;
