// Reading and following: streams, $all, filters with checkpoints, live events after `caughtUp`.
import { randomUUID } from 'node:crypto';
import * as wire from './messages.mjs';

/** A real server reports a checkpoint each 32 events searched times the client's multiplier. */
const CHECKPOINT_UNIT = 32;

export function reading(log, call) {
  const options = call.request.getOptions();
  if (options.hasSubscription()) return follow(log, call, options);
  const found = options.hasStream() ? ofStream(log, options) : ofAll(log, options);
  if (found.missing) {
    call.write(wire.notFound(found.missing));
    return call.end();
  }
  return sendAll(call, found.events);
}

async function sendAll(call, events) {
  for (const event of events) {
    if (call.cancelled) return;
    if (!call.write(wire.readEvent(event))) await new Promise((resolve) => call.once('drain', resolve));
  }
  call.end();
}

const backwards = (options) => options.getReadDirection() === 1;
const countOf = (options) => Number(options.getCount());

/** The last so many before an index, the newest first: the end of a long log is asked for often. */
const lastOf = (events, upTo, count) => events.slice(Math.max(0, upTo - count), Math.max(0, upTo)).reverse();

function ofStream(log, options) {
  const wanted = options.getStream();
  const events = log.readable(wire.nameOf(wanted.getStreamIdentifier()));
  if (!events) return { missing: wanted.getStreamIdentifier() };
  if (backwards(options)) {
    const from = wanted.hasRevision() ? Number(wanted.getRevision()) : events.length - 1;
    return { events: lastOf(events, from + 1, countOf(options)) };
  }
  const from = wanted.hasRevision() ? Number(wanted.getRevision()) : wanted.hasEnd() ? events.length : 0;
  return { events: events.slice(from, from + countOf(options)) };
}

function ofAll(log, options) {
  const wanted = options.getAll();
  const at = wanted.hasPosition() ? log.indexAt(Number(wanted.getPosition().getCommitPosition())) : undefined;
  if (backwards(options)) {
    const upTo = at ?? (wanted.hasStart() ? 0 : log.events.length);
    return { events: lastOf(log.events, upTo, countOf(options)) };
  }
  const from = at ?? (wanted.hasEnd() ? log.events.length : 0);
  return { events: log.events.slice(from, from + countOf(options)) };
}

/** Sends what is there, says `caughtUp` once, then sends what comes. Starts behind the position it is given. */
async function follow(log, call, options) {
  const follower = new Follower(log, call, options);
  const wake = () => follower.send();
  log.on('written', wake);
  const leave = () => log.off('written', wake);
  for (const end of ['cancelled', 'error', 'close', 'finish']) call.on(end, leave);
  call.write(wire.confirmation(randomUUID()));
  await follower.send();
}

class Follower {
  caughtUp = false;
  searched = 0;
  sending = false;

  constructor(log, call, options) {
    Object.assign(this, { log, call, stream: undefined });
    const filter = options.hasFilter() ? options.getFilter() : undefined;
    this.every = filter ? CHECKPOINT_UNIT * filter.getCheckpointintervalmultiplier() : undefined;
    this.matches = matcherOf(filter);
    if (options.hasStream()) this.startInStream(options.getStream());
    else this.startInAll(options.getAll());
  }

  /** A real server reads one event at or behind the place, and goes on after it: where nothing stands any more, one is skipped. */
  startInAll(wanted) {
    if (wanted.hasPosition())
      this.next = this.log.indexAt(Number(wanted.getPosition().getCommitPosition())) + 1;
    else this.next = wanted.hasEnd() ? this.log.events.length : 0;
  }

  startInStream(wanted) {
    this.stream = wire.nameOf(wanted.getStreamIdentifier());
    const { length } = this.source();
    this.next = wanted.hasRevision() ? Number(wanted.getRevision()) + 1 : wanted.hasEnd() ? length : 0;
  }

  source() {
    return this.stream === undefined ? this.log.events : (this.log.readable(this.stream) ?? []);
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    while (this.next < this.source().length && !this.call.cancelled)
      await this.sendOne(this.source()[this.next++]);
    this.sending = false;
    if (this.caughtUp || this.call.cancelled) return;
    this.caughtUp = true;
    const last = this.log.events.at(-1);
    if (this.every && last) await this.write(wire.checkpoint(last.position));
    await this.write(wire.caughtUp());
  }

  async sendOne(event) {
    if (this.matches(event)) await this.write(wire.readEvent(event));
    this.searched += 1;
    if (this.every && this.searched % this.every === 0) await this.write(wire.checkpoint(event.position));
  }

  async write(message) {
    if (!this.call.write(message)) await new Promise((resolve) => this.call.once('drain', resolve));
  }
}

function matcherOf(filter) {
  if (!filter) return () => true;
  const [field, expression] = filter.hasStreamIdentifier()
    ? ['stream', filter.getStreamIdentifier()]
    : ['type', filter.getEventType()];
  const prefixes = expression.getPrefixList();
  const regex = expression.getRegex() ? new RegExp(expression.getRegex()) : undefined;
  return (event) =>
    prefixes.some((prefix) => event[field].startsWith(prefix)) || Boolean(regex?.test(event[field]));
}
