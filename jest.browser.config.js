/**
 * Two browsers at once would time each other out on two cores.
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('./jest.config.js'),
  roots: ['<rootDir>/test/browser'],
  maxWorkers: 1,
  testTimeout: 180_000,
};
