import base from './jest.config.js';

/** What scripts/majors.ts chooses from, for one server after another. @type {import('jest').Config} */
export default {
  ...base,
  // Those of the harness and of the committed bundle are no matter of a major.
  testMatch: [...base.testMatch, '!**/__tests__/{harness-tests,e2e}/**'],
  maxWorkers: 1,
};
