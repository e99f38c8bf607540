// What lies between our events in the log of a server that others use too, kind by kind: statistics of the server's own, the links
// of its standard projections, settings of streams, and another application.
const KINDS = [
  (n) => ({ stream: '$stats-127.0.0.1:2113', type: '$statsCollected', ...json({ 'proc-cpu': n }) }),
  (n) => ({ stream: `orders-${n % 9}`, type: 'OrderPlaced', ...json({ order: n, facility: 'F-1' }) }),
  (n) => ({ stream: '$et-OrderPlaced', type: '$>', ...binary(`${n}@orders-${n % 9}`) }),
  (n) => ({ stream: `$$orders-${n % 9}`, type: '$metadata', ...json({ $maxCount: 1000 }) }),
  (n) => ({ stream: `orders-${n % 9}`, type: 'OrderSigned', ...binary(`signature ${n}`) }),
];
const json = (data) => ({ contentType: 'application/json', data: Buffer.from(JSON.stringify(data)) });
const binary = (text) => ({ contentType: 'application/octet-stream', data: Buffer.from(text) });

/** A few at first, and then so many behind each append: 0, 1, 0, 0, 2, 0, … */
export function others() {
  let [calls, written] = [0, 0];
  const next = () => KINDS[written % KINDS.length](written++);
  return () => {
    const count = calls === 0 ? 12 : [0, 1, 0, 0, 2, 0, 0][calls % 7];
    calls += 1;
    return Array.from({ length: count }, next);
  };
}

export const isOthers = ({ stream }) => stream.startsWith('$') || stream.startsWith('orders-');
