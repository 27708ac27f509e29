/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  roots: ['<rootDir>/test'],
  testRunner: '<rootDir>/test/support/jest-runner.js',
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testSequencer: '<rootDir>/test/sequencer.js',
  maxWorkers: 3, // on two cores: some wait for PostgreSQL, or for a limit of time, while others compute
  testTimeout: 60_000, // ends what hangs; how long a test takes says nothing on a loaded machine
};
