import base from './jest.config.js';

/** What plays GitHub and Postgres for the tests, and what a browser makes of pages. @type {import('jest').Config} */
export default {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '<rootDir>/__tests__/harness-tests/**/*.test.ts',
    '<rootDir>/__tests__/report/browser.test.ts',
  ],
  globals: { browser: true },
};
