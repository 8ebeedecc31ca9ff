// Against a deployed environment (BASE_URL) go the journeys that need no backend, file or clock of their own.
const deployed = ['**/published-apis.test.ts', '**/refused-tokens.test.ts'];

/**
 * Journeys share machines: two platforms at once would time each other out on two cores.
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('./jest.config.js'),
  roots: ['<rootDir>/test/journeys'],
  ...(process.env.BASE_URL && { testMatch: deployed }),
  maxWorkers: 1,
  testTimeout: 120_000,
};
