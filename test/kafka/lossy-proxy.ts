import type { ISocketFactoryArgs } from 'kafkajs';
import { connect, createServer, Socket, type AddressInfo, type Server } from 'node:net';

const PRODUCE = 0;

/** Cuts a byte stream into the messages of Kafka's protocol: four bytes of length, then as many bytes. */
class Frames {
  private rest = Buffer.alloc(0);

  *push(bytes: Buffer): Generator<Buffer> {
    this.rest = Buffer.concat([this.rest, bytes]);
    while (this.rest.length >= 4 && this.rest.length >= 4 + this.rest.readInt32BE(0)) {
      const end = 4 + this.rest.readInt32BE(0);
      yield this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
    }
  }
}

/**
 * Stands before each broker and loses every so manieth reply to a Produce request: the broker has written, the client never
 * hears. Every second loss takes the connection with it, the others are silence.
 */
export class LossyProxy {
  lost = 0;
  private replies = 0;
  private readonly doors = new Map<string, Promise<Server>>();
  private readonly sockets = new Set<Socket>();

  constructor(private readonly every: number) {}

  /** For the client's `socketFactory`: brokers are named by the cluster, so the way to each is bent here. */
  readonly socketFactory = ({ host, port, onConnect }: ISocketFactoryArgs): Socket => {
    const socket = new Socket();
    void this.doorTo(host, port).then((door) => {
      socket.connect((door.address() as AddressInfo).port, '127.0.0.1', onConnect);
    });
    return socket;
  };

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    for (const door of this.doors.values()) (await door).close();
  }

  private doorTo(host: string, port: number): Promise<Server> {
    const name = `${host}:${port}`;
    let door = this.doors.get(name);
    if (!door) {
      door = new Promise((resolve) => {
        const server = createServer((client) => this.pass(client, connect(port, host)));
        server.listen(0, '127.0.0.1', () => resolve(server));
      });
      this.doors.set(name, door);
    }
    return door;
  }

  private pass(client: Socket, broker: Socket): void {
    const produced = new Set<number>();
    const [requests, replies] = [new Frames(), new Frames()];
    const cut = () => {
      client.destroy();
      broker.destroy();
    };
    for (const socket of [client, broker]) {
      this.sockets.add(socket);
      socket.on('error', cut).on('close', cut);
    }
    client.on('data', (bytes) => {
      for (const frame of requests.push(bytes))
        if (frame.readInt16BE(4) === PRODUCE) produced.add(frame.readInt32BE(8));
      broker.write(bytes);
    });
    broker.on('data', (bytes) => {
      for (const frame of replies.push(bytes)) {
        if (!produced.delete(frame.readInt32BE(4)) || !this.loses()) client.write(frame);
        else if (this.lost % 2 === 0) cut();
      }
    });
  }

  private loses(): boolean {
    this.replies += 1;
    if (this.replies % this.every !== 0) return false;
    this.lost += 1;
    return true;
  }
}
