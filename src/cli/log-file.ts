import { LogSource, searched, type WrittenEvent } from '#kernel';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

const PAGE = 1_000;

/** A log in a file: one event a line, JSON, compressed. Positions count the lines. */
export class LogFile extends LogSource {
  constructor(private readonly path: string) {
    super();
  }

  async *pages(after: bigint): AsyncGenerator<readonly WrittenEvent[]> {
    const lines = createInterface({ input: createReadStream(this.path).pipe(createGunzip()) });
    let [position, page] = [0n, [] as WrittenEvent[]];
    for await (const line of lines) {
      position += 1n;
      if (position <= after) continue;
      page.push({ ...(JSON.parse(line) as WrittenEvent), position });
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  async newest(): Promise<string | undefined> {
    let newest: string | undefined;
    for await (const page of this.pages(0n)) newest = page.at(-1)!.eventId;
    return newest;
  }

  positionOf(eventId: string): Promise<bigint | undefined> {
    return searched(this, eventId);
  }

  async close(): Promise<void> {}
}

/** Writes a whole log to a file. Answers how many events it wrote. */
export async function writeLogFile(source: LogSource, path: string): Promise<number> {
  let written = 0;
  async function* lines() {
    for await (const page of source.pages(0n)) {
      written += page.length;
      yield page.map(({ position: _, ...event }) => `${JSON.stringify(event)}\n`).join('');
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path));
  return written;
}
