import sequencer from '@jest/test-sequencer';

const Sequencer = sequencer.default ?? sequencer;

/**
 * The browser's stories are one small file of three minutes. On a fresh clone Jest knows no durations and
 * begins with the largest files: that one would be the last, with nothing left to run beside it.
 */
export default class BrowserFirst extends Sequencer {
  sort(tests) {
    const stories = ({ path }) => Number(path.includes('/test/browser/'));
    return [...super.sort(tests)].sort((one, other) => stories(other) - stories(one));
  }
}
