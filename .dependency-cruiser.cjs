/**
 * Imports go down only: index → main → steps → domains → filling → archive → postgres → actions → record → errors.
 * `config` sits beside steps: main reads it; steps and domains see only its types.
 */
const domains =
  '^src/(backup|migration|notification|promotion|rehearsal|restore|validation|verification)/';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-steps',
      severity: 'error',
      from: { pathNot: '^src/(main\\.ts|steps/)' },
      to: { path: '^src/steps/' },
    },
    {
      name: 'report-is-used-by-main-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|announce\\.ts|report/)' },
      to: { path: '^src/report/' },
    },
    {
      name: 'config-is-handed-down-as-values',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|announce\\.ts|config/|steps/)' },
      to: { path: '^src/config/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rooms-below-do-not-look-up',
      severity: 'error',
      from: { path: '^src/(filling|archive|postgres|actions|record)/' },
      to: { path: domains },
    },
    {
      name: 'archive-knows-no-filling',
      severity: 'error',
      from: { path: '^src/(archive|postgres|actions|record)/' },
      to: { path: '^src/filling/' },
    },
    {
      name: 'postgres-knows-no-archive',
      severity: 'error',
      from: { path: '^src/(postgres|actions|record)/' },
      to: { path: '^src/archive/' },
    },
    {
      name: 'actions-knows-no-postgres',
      severity: 'error',
      from: { path: '^src/(actions|record)/' },
      to: { path: '^src/postgres/' },
    },
    {
      name: 'toolkit-only-in-actions',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/actions/' },
      to: { path: 'node_modules/@actions/' },
    },
    {
      name: 'errors-is-the-ground',
      severity: 'error',
      from: { path: '^src/errors\\.ts' },
      to: { path: '^src/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
