import type { Config } from 'jest';
import base from './jest.config';

/** Journeys share machines: two platforms at once would time each other out on two cores. */
const config: Config = {
  ...base,
  roots: ['<rootDir>/test/journeys'],
  maxWorkers: 1,
  testTimeout: 120_000,
};

export default config;
