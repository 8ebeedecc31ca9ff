/**
 * Journeys share machines: two platforms at once would time each other out on two cores.
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('./jest.config.js'),
  roots: ['<rootDir>/test/journeys'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
