/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/__tests__/harness/postgres/jest-global-setup.js',
  globalTeardown: '<rootDir>/__tests__/harness/postgres/jest-global-teardown.js',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // What plays GitHub and Postgres, and what a browser makes of pages, is tested by `npm run check`.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/harness-tests/',
    '<rootDir>/__tests__/report/browser.test.ts',
  ],
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/examples',
    '<rootDir>/demo-output',
    '<rootDir>/.cache',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      },
    ],
  },
  // Much of the time is waiting, for signals, locks and timeouts: two cores carry three.
  maxWorkers: 3,
  testTimeout: 60_000,
};
