// Suites that need real brokers: `npm run test:kafka`. The usual run leaves this folder out.
import everywhere from '../jest.config.cjs';

export default {
  ...everywhere,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/kafka/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 240_000,
  // The client leaves timers of requests to killed brokers behind, up to half a minute.
  forceExit: true,
};
