import { Watchdog } from './kafka-watchdog.js';

const lag = (messages: bigint) => () => Promise.resolve(messages);
const unasked = () => Promise.reject(new Error('asked in vain'));

test('a consumer that gives signs is sound, and nobody asks the brokers', async () => {
  const watchdog = new Watchdog(0, 60_000);
  watchdog.sign(50_000);
  expect(await watchdog.look(100_000, unasked)).toBe('sound');
});

test('silence is a stall when there is something to read, and rest when there is not', async () => {
  const watchdog = new Watchdog(0, 60_000);
  expect(await watchdog.look(60_000, lag(1n))).toBe('stalled');
  expect(await watchdog.look(60_000, lag(0n))).toBe('sound');
  watchdog.sign(70_000);
  expect(await watchdog.look(80_000, unasked)).toBe('sound');
});

test('a crash that the client will not mend needs another consumer; one that it mends does not', async () => {
  const watchdog = new Watchdog(0, 60_000);
  watchdog.crashed(true);
  expect(await watchdog.look(1, unasked)).toBe('sound');
  watchdog.crashed(false);
  watchdog.sign(2);
  expect(await watchdog.look(3, unasked)).toBe('crashed');
});
