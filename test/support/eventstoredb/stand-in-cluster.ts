import { setTimeout as sleep } from 'node:timers/promises';
import { startStandIn, type StandIn } from './stand-in.mjs';

/**
 * Three stand-ins with one log, as a cluster is for its clients: gossip names the leader, whoever else is
 * asked names it too, and while there is none nobody is ready.
 */
export class StandInCluster {
  private leader = 0;
  private readonly dead = new Set<number>();

  private constructor(private readonly nodes: StandIn[]) {
    this.agree();
  }

  static async start(): Promise<StandInCluster> {
    const first = await startStandIn();
    const { log } = first;
    return new StandInCluster([first, await startStandIn({ log }), await startStandIn({ log })]);
  }

  get url(): string {
    const hosts = this.nodes.map(({ port }) => `127.0.0.1:${port}`);
    return `esdb://${hosts.join(',')}?tls=false&nodePreference=leader`;
  }

  /** The leader is gone without a word; the others notice after a while and choose another. */
  async killLeader(electionMs: number): Promise<void> {
    this.nodes[this.leader]!.stop();
    this.dead.add(this.leader);
    for (const node of this.living) node.faults.notReady = true;
    await sleep(electionMs);
    this.leader = (this.leader + 1) % this.nodes.length;
    this.agree();
  }

  /** Whoever was killed comes back and follows. */
  async restart(): Promise<void> {
    for (const at of this.dead) {
      const { port, log } = this.nodes[at]!;
      this.nodes[at] = await startStandIn({ port, log });
    }
    this.dead.clear();
    this.agree();
  }

  stop(): void {
    for (const node of this.living) node.stop();
  }

  private get living(): StandIn[] {
    return this.nodes.filter((_, at) => !this.dead.has(at));
  }

  private agree(): void {
    const members = this.nodes.map(({ port }, at) => ({
      host: '127.0.0.1',
      port,
      leader: at === this.leader,
      alive: !this.dead.has(at),
    }));
    const leader = this.nodes[this.leader]!;
    for (const node of this.living) {
      const notLeader = node === leader ? undefined : { host: '127.0.0.1', port: leader.port };
      Object.assign(node.faults, { members, notLeader, notReady: false });
    }
  }
}
