/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Published as ES modules only, which Jest's own module loader cannot require.
  transformIgnorePatterns: ['/node_modules/(?!(hyparquet|hyparquet-writer|jose|openid-client|oauth4webapi)/)'],
  testTimeout: 30_000,
  // A test that fails half-way may leave a server open; the run must end all the same.
  forceExit: true,
};
