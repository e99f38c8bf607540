const swc = (type) => [
  '@swc/jest',
  {
    swcrc: false,
    module: { type },
    sourceMaps: 'inline',
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      target: 'es2022',
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  },
];
// CommonJS packages (fastify's) require these ES-module-only leaves; Jest can do that itself only from Node 24.9 on.
const esmOnlyLeaves = 'content-disposition|cookie';

module.exports = {
  rootDir: '..',
  globalSetup: '<rootDir>/test/support/postgres.setup.mjs',
  globalTeardown: '<rootDir>/test/support/postgres.teardown.mjs',
  testSequencer: '<rootDir>/test/support/browser-first.mjs',
  testTimeout: 30_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/{libs,src,test}/**/*.spec.ts'],
  // These need brokers: `npm run test:kafka`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/kafka/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc('es6'), [`/node_modules/(${esmOnlyLeaves})/.+\\.js$`]: swc('commonjs') },
  transformIgnorePatterns: [`/node_modules/(?!(.*/)?(${esmOnlyLeaves})/)`],
};
