import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What may befall a connection. Each is rolled anew for every packet. */
export interface Faults {
  /** The request never reaches the server. */
  cutBefore: number;
  /** The server gets the request and works; the answer is lost. */
  cutAfter: number;
  /** The server says that an administrator ends the connection (57P01). */
  shutdown: number;
  /** Nobody can connect (08006). */
  refuse: boolean;
  /** The server works and its answers are lost, but nothing is cut: it is gone without a word. */
  silent: boolean;
}
export const PEACE: Faults = { cutBefore: 0, cutAfter: 0, shutdown: 0, refuse: false, silent: false };

/** A FATAL message of the protocol, as a server sends it when it is told to stop. */
function shutdownMessage(): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection due to administrator command'];
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** Stands between a store and its server, and breaks what passes. */
export class FaultyProxy {
  faults: Faults = PEACE;
  broken = 0;
  accepted = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((client) => this.accept(client));

  private constructor(private readonly target: URL) {}

  static async before(url: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private accept(client: Socket): void {
    if (this.faults.refuse) {
      client.destroy();
      return;
    }
    this.accepted += 1;
    const upstream = connect(Number(this.target.port), this.target.hostname);
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('close', cut);
    }
    let loseAnswer = false;
    client.on('data', (packet) => {
      if (this.strikes(this.faults.cutBefore)) return cut();
      loseAnswer ||= this.strikes(this.faults.cutAfter);
      upstream.write(packet);
    });
    upstream.on('data', (packet) => {
      if (this.faults.silent) return;
      if (loseAnswer) return cut();
      if (this.strikes(this.faults.shutdown)) client.write(shutdownMessage(), cut);
      else client.write(packet);
    });
  }

  private strikes(chance: number): boolean {
    const strikes = Math.random() < chance;
    if (strikes) this.broken += 1;
    return strikes;
  }
}
