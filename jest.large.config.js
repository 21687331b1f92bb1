import base from './jest.config.js';

/** What takes minutes and gigabytes: not part of `npm test`. @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/__tests__/**/*.large.ts'],
  testTimeout: 1_200_000,
  // Gigabytes have no place in memory.
  globals: { temporaryFiles: 'disk' },
};
