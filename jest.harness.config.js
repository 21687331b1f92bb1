import base from './jest.config.js';

/** What plays GitHub and Postgres for the tests. @type {import('jest').Config} */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['<rootDir>/__tests__/harness-tests/**/*.test.ts'],
};
